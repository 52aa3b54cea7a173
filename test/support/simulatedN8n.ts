import { isDeepStrictEqual } from 'node:util';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ITriggerFunctions } from 'n8n-workflow';
import {
	attachSubscription,
	detachSubscription,
} from '../../engine/deliveries/attachSubscription.ts';
import { continuedBy } from '../../engine/deliveries/runKeys.ts';
import { subscriptionId } from '../../engine/deliveries/subscription.ts';
import { START_TYPES } from '../../api/workflows/startTriggers.ts';
import { brandJsonOf } from '../../engine/brand/brand.ts';
import {
	disableIntegration,
	integrationGuid,
	recordRegistration,
} from '../../engine/inbox/integration.ts';
import { recordFailure, takeStore } from '../../engine/inbox/liveConnection.ts';
import type {
	N8nApi,
	N8nNode,
	N8nWorkflow,
	N8nWorkflowDraft,
	RetriedExecution,
} from '../../n8n/publicApi/n8nApi.ts';
import { N8nApiError } from '../../n8n/publicApi/n8nApiError.ts';
import type { RunRecord } from '../../n8n/runs/runQuery.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { StoreHttp } from '../../engine/providers/storeHttp.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { readAlertSubscription } from '../../nodes/shared/readAlertSubscription.ts';
import { brandInForm } from '../../nodes/shared/brandProperties.ts';
import { readSubscription } from '../../nodes/shared/readSubscription.ts';
import { shopsJsonInForm } from '../../nodes/shared/shopsForm.ts';
import { leaseOf } from './testInbox.ts';

/** As which it attaches triggers. */

type Credential = {
	readonly id: string;
	name: string;
	readonly type: string;
	data: Readonly<Record<string, unknown>>;
};

type SimulatedRun = {
	readonly status: string;
	readonly key?: string;
	readonly retryOf?: string;
	/** Whether it was retried with the workflow as it is saved now. */
	readonly isReloaded?: boolean;
};

/** An n8n in memory: what its public API and this package's nodes in it do, hundreds of times a second. */
export type SimulatedN8n = N8nApi & {
	readonly workflows: Map<string, N8nWorkflow>;
	readonly credentials: Map<string, Credential>;
	/** The runs that it has kept, by id. */
	readonly runs: Map<string, SimulatedRun>;
	/** How a run ends that goes on where another one had failed. */
	endOfRetry: () => Pick<RetriedExecution, 'status' | 'error' | 'node'>;
	/** How it remembers runs, by their keys. */
	runsOf: (keys: readonly string[]) => Promise<Map<string, RunRecord>>;
	/**
	 * Called at each request, before it is done and after. Throwing is a request or an answer that is lost; never
	 * coming to an end is a process that was killed while it waited.
	 */
	onStep: (step: string, when: 'before' | 'after') => void | Promise<void>;
	/** As a person who saves in the editor. */
	edit(id: string, change: (workflow: N8nWorkflow) => N8nWorkflowDraft): void;
};

export function createSimulatedN8n(given: {
	readonly database: OpenDatabase;
	readonly storeHttp: StoreHttp;
	readonly now: () => number;
	readonly space: string;
}): SimulatedN8n {
	const { database, storeHttp, now, space } = given;
	const workflows = new Map<string, N8nWorkflow>();
	const credentials = new Map<string, Credential>();
	const runs = new Map<string, SimulatedRun>();
	let made = 0;
	const newId = () => `n8n${(made += 1)}`;

	async function step<T>(name: string, act: () => Promise<T> | T): Promise<T> {
		await n8n.onStep(name, 'before');
		const result = await act();
		await n8n.onStep(name, 'after');
		return asJson(result);
	}
	const found = (id: string): N8nWorkflow => {
		const workflow = workflows.get(id);
		if (workflow === undefined) throw refusal(404, 'Not Found');
		return workflow;
	};
	const put = (workflow: N8nWorkflow) => {
		requireSound(workflow);
		workflows.set(workflow.id, asJson(workflow));
		return workflow;
	};

	async function goLive(workflow: N8nWorkflow): Promise<void> {
		for (const node of workflow.nodes.filter(({ disabled }) => disabled !== true)) {
			if (node.type.endsWith('.commerceStoreTrigger')) await connect(workflow, node);
			const entityType = entityTypeOf(node);
			if (entityType === undefined) continue;
			const formOf = asContext(workflow, node);
			const { subscription } =
				entityType === 'Alert'
					? readAlertSubscription(formOf, space)
					: readSubscription(formOf, entityType, space);
			await attachSubscription(database, subscription, leaseOf(subscription), false, now());
		}
	}
	async function takeDown(workflow: N8nWorkflow): Promise<void> {
		for (const node of workflow.nodes.filter(({ disabled }) => disabled !== true)) {
			if (node.type.endsWith('.commerceStoreTrigger')) {
				const { provider, connection } = connectionOf(node);
				await provider.removeWebhooks(connection, urlOf(node)).catch(() => {});
				await disableIntegration(database, integrationGuid(workflow.id, node.id), now());
			}
			if (entityTypeOf(node) !== undefined) {
				const id = subscriptionId(workflow.id, node.id);
				await detachSubscription(database, leaseOf({ id }), now());
			}
		}
	}
	async function connect(workflow: N8nWorkflow, node: N8nNode): Promise<void> {
		const { provider, connection } = connectionOf(node);
		const guid = integrationGuid(workflow.id, node.id);
		const storeUrl = provider.storeUrl(connection.credentials);
		const integration = {
			guid,
			space,
			name: String(node.parameters.storeName ?? '') || storeUrl,
			provider: provider.slug,
			storeUrl,
			workflowId: workflow.id,
			workflowName: workflow.name,
			nodeId: node.id,
			webhookUrl: urlOf(node),
			brandJson: brandJsonOf(brandInForm(node.parameters.brand)),
			shopsJson: shopsJsonInForm(asContext(workflow, node)),
		};
		const isListening = async () => true;
		if (await takeStore(database, integration, now(), isListening)) return;
		await provider
			.registerWebhooks(connection, urlOf(node), guid)
			.then(async () => await recordRegistration(database, guid, now()))
			.catch(async (error: Error) => {
				const message = `The store could not be connected: ${error.message}`;
				await recordFailure(database, guid, message, now());
			});
	}
	function connectionOf(node: N8nNode) {
		const provider = providerOf(String(node.parameters.provider))!;
		const reference = node.credentials?.[provider.credentialType];
		const credential = credentials.get(reference?.id ?? '');
		const parsed = provider.credentialsSchema.parse(credential?.data ?? {});
		return { provider, connection: { credentials: parsed, http: storeHttp } };
	}

	const n8n: SimulatedN8n = {
		workflows,
		credentials,
		runs,
		endOfRetry: () => ({ status: 'success', error: undefined, node: 'Send Email' }),
		async runsOf(keys) {
			const all = [...runs].map(([id, run]) => ({ id, isOvertaken: false, ...run }));
			return new Map(
				keys.flatMap((key) => {
					const failed = continuedBy(key);
					const isIt = ({ key: own, retryOf }: SimulatedRun) =>
						failed === null ? own === key : retryOf === failed;
					const found = all.findLast(isIt);
					return found === undefined ? [] : [[key, found] as const];
				}),
			);
		},
		onStep: () => {},
		edit(id, change) {
			put({ ...found(id), ...change(asJson(found(id))) });
		},
		check: () => step('check', () => {}),
		mayList: () => step('mayList', () => {}),
		listWorkflows: () => step('listWorkflows', () => [...workflows.values()]),
		getWorkflow: (id) => step('getWorkflow', () => workflows.get(id) ?? null),
		createWorkflow: (draft) =>
			step('createWorkflow', () => put({ ...draft, id: newId(), active: false, tags: [] })),
		updateWorkflow: (id, draft) =>
			step('updateWorkflow', async () => {
				const before = found(id);
				const { name, nodes, connections, settings } = draft;
				const changed = put({ ...before, name, nodes, connections, settings });
				// As n8n does since 2.41: a trigger that is as before goes on.
				const isStartedAnew = !isDeepStrictEqual(triggersIn(nodes), triggersIn(before.nodes));
				if (before.active && isStartedAnew) {
					await takeDown(before);
					await goLive(changed);
				}
				return changed;
			}),
		deleteWorkflow: (id) =>
			step('deleteWorkflow', () => {
				if (workflows.get(id)?.active) throw refusal(409, 'It is published.');
				workflows.delete(id);
			}),
		publishWorkflow: (id) =>
			step('publishWorkflow', async () => {
				await wait(50);
				workflows.set(id, { ...found(id), active: true });
				await goLive(found(id));
			}),
		unpublishWorkflow: (id) =>
			step('unpublishWorkflow', async () => {
				// As n8n does: who asks in the meantime is told what was before.
				await wait(50);
				const before = found(id);
				workflows.set(id, { ...before, active: false });
				if (before.active) await takeDown(before);
			}),
		tagWorkflow: (id, tags) =>
			step('tagWorkflow', () => {
				workflows.set(id, { ...found(id), tags });
			}),
		createCredential: (credential) =>
			step('createCredential', () => {
				const id = newId();
				credentials.set(id, { ...asJson(credential), id });
				return { id, name: credential.name };
			}),
		updateCredential: (id, change) =>
			step('updateCredential', () => {
				const known = credentials.get(id);
				if (known !== undefined) Object.assign(known, asJson(change));
				return known !== undefined;
			}),
		deleteCredential: (id) =>
			step('deleteCredential', () => {
				credentials.delete(id);
			}),
		listCredentials: () => step('listCredentials', () => [...credentials.values()]),
		listExecutions: () => step('listExecutions', () => []),
		retryExecution: (id, { loadWorkflow }) =>
			step('retryExecution', () => {
				if (!runs.has(id)) throw refusal(404, 'Not Found');
				const ended = { id: String((made += 1)), ...n8n.endOfRetry() };
				runs.set(ended.id, { status: ended.status, retryOf: id, isReloaded: loadWorkflow });
				return ended;
			}),
	};
	return n8n;
}

/** As it comes over the wire. */
const asJson = <T>(value: T): T =>
	value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);

const entityTypeOf = ({ type }: N8nNode) =>
	START_TYPES.find((each) => type.endsWith(`.commerce${each}Trigger`));

const urlOf = ({ webhookId }: N8nNode) => `https://n8n.example.com/webhook/${webhookId}/store`;

/** What of its triggers n8n registers. */
const triggersIn = (nodes: N8nWorkflow['nodes']) =>
	nodes
		.filter(({ type }) => type.endsWith('Trigger'))
		.map(({ name, type, typeVersion, parameters, credentials }) =>
			structuredClone({ name, type, typeVersion, parameters, credentials }),
		);

export const refusal = (status: number | null, said: string) =>
	new N8nApiError({ method: 'POST', path: '/', status, said }, `n8n answered ${status}: ${said}`);

/** What n8n refuses with 400. */
function requireSound({ name, nodes }: N8nWorkflow): void {
	if (name.length > 128) throw refusal(400, 'The name is too long.');
	const names = nodes.map((node) => node.name);
	if (new Set(names).size < names.length) throw refusal(400, 'Two nodes have one name.');
	const ids = nodes.map(({ id }) => id || randomUUID());
	if (new Set(ids).size < ids.length) throw refusal(400, 'Two nodes have one id.');
}

function asContext(workflow: N8nWorkflow, node: N8nNode): ITriggerFunctions {
	return {
		getWorkflow: () => workflow,
		getNode: () => node,
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, fallback: unknown) => node.parameters[name] ?? fallback,
	} as unknown as ITriggerFunctions;
}
