import type { N8nApi, N8nWorkflow } from '../publicApi/n8nApi.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import { sharingNext } from './sharingNext.ts';
import type { WorkflowStates } from './statesQuery.ts';

/** The workflows with a node of this package, as n8n has them now. @throws N8nApiError */
export type OurWorkflows = () => Promise<N8nWorkflow[]>;

/** As many are asked for one by one, and as many of these at once: all of them come 250 at a time. */
const MAX_ASKED = 60;
const AT_ONCE = 4;
/** What is kept of large installations: about 50 MB. */
const MAX_NODES = 50_000;
/** How old what is kept gets, whatever n8n's database says of it. */
const READ_ANEW_MS = 600_000;

type Kept = {
	readonly rights: string;
	/** `null` stands for one that is somebody else's, archived, or not for this key. */
	readonly workflows: Map<
		string,
		{ readonly state: string; readonly workflow: N8nWorkflow | null }
	>;
	readonly readAt: number;
};

/**
 * Lists the workflows with a node of this package. n8n is asked for all workflows once; after that n8n's database says
 * which of them have changed, and only those are asked for, with the same key. So what a key may not see is not seen.
 * Where the database cannot be read, all are asked for each time.
 *
 * @param world `now` in epoch milliseconds
 */
export function createOurWorkflows(world: {
	readonly n8n: Pick<N8nApi, 'mayList' | 'listWorkflows' | 'getWorkflow'>;
	readonly states: () => Promise<WorkflowStates | null>;
	readonly now: () => number;
}): OurWorkflows {
	const { n8n, states, now } = world;
	let kept: Kept | null = null;

	async function readAll(current: WorkflowStates | null): Promise<N8nWorkflow[]> {
		const readAt = now();
		const ours = (await n8n.listWorkflows()).filter(isOurs);
		const nodes = ours.reduce((sum, workflow) => sum + workflow.nodes.length, 0);
		kept = null;
		if (current === null || nodes > MAX_NODES) return ours;
		const byId = new Map(ours.map((workflow) => [workflow.id, workflow]));
		const workflows = new Map(
			[...current.states].map(([id, state]) => [id, { state, workflow: byId.get(id) ?? null }]),
		);
		kept = { rights: current.rights, workflows, readAt };
		return ours;
	}

	async function look(): Promise<N8nWorkflow[]> {
		// A key that has ended, or an n8n that is away, is told as such.
		const [current] = await Promise.all([states().catch(() => null), n8n.mayList()]);
		if (kept === null || current?.rights !== kept.rights) return await readAll(current);
		const { workflows, readAt } = kept;
		const changed = [...current.states].filter(([id, state]) => workflows.get(id)?.state !== state);
		if (changed.length > MAX_ASKED || now() - readAt > READ_ANEW_MS) return await readAll(current);
		for (const id of workflows.keys()) if (!current.states.has(id)) workflows.delete(id);
		const left = changed.values();
		try {
			await Promise.all(
				Array.from({ length: AT_ONCE }, async () => {
					for (const [id, state] of left) {
						const workflow = await n8n.getWorkflow(id);
						workflows.set(id, { state, workflow: workflow && isOurs(workflow) ? workflow : null });
					}
				}),
			);
		} catch (error) {
			// n8n says the same of a workflow that the key may not see and of a key that may list and not read.
			if (error instanceof N8nApiError && error.status === 403) return await readAll(current);
			throw error;
		}
		return [...workflows.values()].flatMap(({ workflow }) => workflow ?? []);
	}

	return sharingNext(look);
}

const isOurs = ({ nodes }: N8nWorkflow): boolean =>
	nodes.some(({ type }) => /\.commerce[A-Z]/.test(type));
