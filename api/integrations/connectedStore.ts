import {
	integrationGuid,
	integrationOf,
	listIntegrations,
} from '../../engine/inbox/integration.ts';
import type { N8nNode, N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { unfinishedWorkflowIds } from '../../n8n/provisions/provisions.ts';
import type { Row } from '../../engine/state/schema.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError, notFound } from '../http/apiError.ts';

/** A Store Trigger in a workflow of n8n, and what the state knows of it: nothing before the first publishing. */
export type ConnectedStore = {
	readonly guid: string;
	readonly workflow: N8nWorkflow;
	readonly node: N8nNode;
	readonly row: Row<'integration'> | null;
};

/** Whether its events come in. */
export const isActive = ({ workflow, node }: ConnectedStore): boolean =>
	workflow.active && node.disabled !== true;

/**
 * Whether its workflow is published, and the store's webhooks are in the store. After a failure it may be
 * published only: then it can be connected again.
 */
export const isConnected = (store: ConnectedStore): boolean =>
	isActive(store) && (store.row === null || store.row.lastError === null);

/** All stores of the space, by the names of their workflows, from what n8n has now. */
export async function listStores(
	context: ApiContext,
	workflows: readonly N8nWorkflow[],
): Promise<ConnectedStore[]> {
	const { database } = await context.commerce();
	const rows = await listIntegrations(database, context.space);
	const byGuid = new Map(rows.map((row) => [row.guid, row]));
	const unfinished = await unfinishedWorkflowIds(database, context.space);
	return workflows
		.filter(({ id }) => !unfinished.has(id))
		.flatMap((workflow) => storesIn(workflow))
		.map((store) => ({ ...store, row: byGuid.get(store.guid) ?? null }))
		.filter(({ row, node }) => row !== null || isOfSpace(context, node))
		.toSorted((one, other) => one.workflow.name.localeCompare(other.workflow.name));
}

/** @throws ApiError 404 when n8n has no such store */
export async function findStore(context: ApiContext, guid: string): Promise<ConnectedStore> {
	const { database } = await context.commerce();
	const row = await integrationOf(database, context.space, guid);
	const workflows =
		row === null
			? await context.ourWorkflows()
			: [await context.n8n.getWorkflow(row.workflowId)].filter((found) => found !== null);
	const store = (await listStores(context, workflows)).find((each) => each.guid === guid);
	if (store === undefined) throw notFound('Integration');
	return store;
}

/** @throws ApiError 409 where one switch would switch several stores */
export function requireOwnWorkflow({ workflow }: ConnectedStore): void {
	if (storesIn(workflow).length < 2) return;
	throw new ApiError(
		'CONFLICT',
		`The workflow "${workflow.name}" connects several stores. Change it in n8n, or give each store a workflow of its own.`,
	);
}

function storesIn(workflow: N8nWorkflow) {
	return workflow.nodes
		.filter(({ type }) => type.endsWith('.commerceStoreTrigger'))
		.map((node) => ({ guid: integrationGuid(workflow.id, node.id), workflow, node }));
}

/** Before it has been published, a store is of the space whose credential its node carries. */
function isOfSpace({ credentials }: ApiContext, { credentials: held }: N8nNode): boolean {
	return (held?.commerceSpaceApi?.id ?? null) === (credentials.commerceSpaceApi?.id ?? null);
}
