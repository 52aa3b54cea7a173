import { z } from 'zod/v4';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { removeIntegration as removeFromState } from '../../../engine/inbox/removeIntegration.ts';
import { discardWorkflow } from '../../../n8n/provisions/madeWorkflows.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { defineEndpoint, done } from '../../http/endpoint.ts';
import { findStore, requireOwnWorkflow } from '../../integrations/connectedStore.ts';
import { switchOff } from '../../integrations/switchStore.ts';
import { removeTracking } from '../../integrations/tracking.ts';
import { removeMadeCredentials } from '../../removeMadeCredentials.ts';
import { guidParam } from '../fields.ts';

export const removeIntegration = defineEndpoint({
	methods: ['DELETE'],
	path: '/api/integrations/providers/ecommerce/remove/{id}',
	operationId: 'removeIntegration',
	tag: 'Integrations',
	summary: 'Remove integration',
	description:
		'Removes a store for good: its webhooks in the store, its workflow in n8n, the credential if the API has made it and nothing else uses it, and all that is known of its orders, shipments, customers and products. A workflow that the API has not made, or that somebody has changed since, is unpublished and stays.',
	params: z.object({ id: guidParam('Integration') }),
	answer: done.extend({
		kept: z
			.array(z.string())
			.optional()
			.describe('Names of workflows that somebody has made or changed: unpublished, not deleted'),
	}),
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { id: guid } }) {
		const { database, now } = await context.commerce();
		const row = await integrationOf(database, context.space, guid);
		const isGone = row !== null && (await context.n8n.getWorkflow(row.workflowId)) === null;
		const kept: string[] = [];
		const workflowId = isGone ? row.workflowId : await removeWorkflow(context, guid, kept);
		kept.push(...(await removeTracking(context, guid)));
		await removeMadeCredentials(context, workflowId);
		await removeFromState(database, guid, now());
		return kept.length === 0 ? {} : { kept };
	},
});

async function removeWorkflow(context: ApiContext, guid: string, kept: string[]): Promise<string> {
	const store = await findStore(context, guid);
	requireOwnWorkflow(store);
	const { database } = await context.commerce();
	const { id, name } = store.workflow;
	const off = async (workflowId: string) => await switchOff(context, { guid, workflowId });
	const discarded = await discardWorkflow(
		database,
		context.n8n,
		context.space,
		store.workflow,
		off,
	);
	if (discarded === 'kept') kept.push(name);
	return id;
}
