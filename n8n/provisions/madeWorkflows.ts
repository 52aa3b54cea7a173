import { forgetWorkflow } from '../../engine/deliveries/forgetWorkflow.ts';
import type { N8nApi, N8nWorkflow, N8nWorkflowDraft } from '../publicApi/n8nApi.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Row } from '../../engine/state/schema.ts';
import { eitherOf, fingerprintOf, isUnchanged } from './fingerprint.ts';

/** The tag of everything that the API makes: n8n's list of workflows can be filtered by it. */
export const TAG = 'commerce';
/** Of workflows that belong to a setting of an integration. */
export const MANAGED_TAG = 'commerce-managed';

type Database = Pick<OpenDatabase, 'db'>;

/** What became of a workflow that is no longer wanted. */
export type Discarded = 'deleted' | 'kept';

/**
 * Makes a workflow in n8n, and writes down what it looked like: before n8n is asked, so that also one that
 * a killed process has left is known.
 *
 * @param marker id or `webhookId` of one of its nodes
 * @param purpose what it is made for: `integration`, `workflow`, `tracking/<guid of the integration>`
 */
export async function makeWorkflow(
	{ db }: Database,
	n8n: N8nApi,
	given: {
		readonly space: string;
		readonly marker: string;
		readonly purpose: string;
		readonly draft: N8nWorkflowDraft;
	},
): Promise<N8nWorkflow> {
	const { draft, ...known } = given;
	await db
		.insertInto('madeWorkflow')
		.values({ ...known, workflowId: null, fingerprint: fingerprintOf(draft) })
		.execute();
	const made = await n8n.createWorkflow(draft);
	await db
		.updateTable('madeWorkflow')
		.set({ workflowId: made.id, fingerprint: fingerprintOf(made) })
		.where('marker', '=', given.marker)
		.execute();
	return made;
}

/** Changes a workflow. One that nobody else has changed is still known as ours. */
export async function changeWorkflow(
	database: Database,
	n8n: N8nApi,
	workflow: N8nWorkflow,
	draft: N8nWorkflowDraft,
): Promise<N8nWorkflow> {
	const made = await madeAs(database, workflow);
	const isOurs = made !== null && isUnchanged(workflow, made.fingerprint);
	const known = (fingerprint: string) =>
		database.db
			.updateTable('madeWorkflow')
			.set({ fingerprint })
			.where('marker', '=', made?.marker ?? '')
			.execute();
	if (isOurs) await known(eitherOf(fingerprintOf(workflow), fingerprintOf(draftOf(draft))));
	const changed = await n8n.updateWorkflow(workflow.id, draft);
	if (isOurs) await known(fingerprintOf(changed));
	return changed;
}

/** The workflows that were made for a purpose: by what was written down, whatever they look like now. */
export async function madeFor(
	{ db }: Database,
	space: string,
	purpose: string,
): Promise<Array<Row<'madeWorkflow'>>> {
	return await db
		.selectFrom('madeWorkflow')
		.selectAll()
		.where((eb) => eb.and({ space, purpose }))
		.execute();
}

/**
 * Deletes a workflow that we have made and nobody has changed. Any other one is somebody's work: it is
 * unpublished, loses our tags, and is no longer ours.
 *
 * @param unpublish how; left out: without waiting for its triggers
 */
export async function discardWorkflow(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	n8n: N8nApi,
	space: string,
	workflow: N8nWorkflow,
	unpublish: (id: string) => Promise<void> = async (id) => await n8n.unpublishWorkflow(id),
): Promise<Discarded> {
	const { id, active, tags } = workflow;
	const made = await madeAs(database, workflow);
	const isOurs = made !== null && isUnchanged(workflow, made.fingerprint);
	if (active) await unpublish(id);
	if (isOurs) await n8n.deleteWorkflow(id);
	else if (tags.includes(TAG) || tags.includes(MANAGED_TAG)) {
		await n8n.tagWorkflow(
			id,
			tags.filter((tag) => tag !== TAG && tag !== MANAGED_TAG),
		);
	}
	await forgetWorkflow(database, space, id);
	if (made !== null) await forgetMade(database, made);
	return isOurs ? 'deleted' : 'kept';
}

export async function forgetMade(
	{ db }: Database,
	{ marker }: Pick<Row<'madeWorkflow'>, 'marker'>,
): Promise<void> {
	await db.deleteFrom('madeWorkflow').where('marker', '=', marker).execute();
}

/** What was written down of a workflow; of one whose id n8n had no time to tell, by its marker. */
export async function madeAs(
	{ db }: Database,
	{ id, nodes }: N8nWorkflow,
): Promise<Row<'madeWorkflow'> | null> {
	const byId = await db
		.selectFrom('madeWorkflow')
		.selectAll()
		.where('workflowId', '=', id)
		.executeTakeFirst();
	if (byId !== undefined) return byId;
	const markers = nodes.flatMap((node) => [node.id, node.webhookId ?? node.id]);
	if (markers.length === 0) return null;
	const byMarker = await db
		.selectFrom('madeWorkflow')
		.selectAll()
		.where('workflowId', 'is', null)
		.where('marker', 'in', markers.slice(0, 1_000))
		.executeTakeFirst();
	return byMarker ?? null;
}

const draftOf = ({ name, nodes, connections, settings }: N8nWorkflowDraft): N8nWorkflowDraft => ({
	name,
	nodes,
	connections,
	settings,
});
