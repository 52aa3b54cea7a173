import { z } from 'zod/v4';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { findStore, requireOwnWorkflow } from '../../integrations/connectedStore.ts';
import { switchOff } from '../../integrations/switchStore.ts';
import { switchTracking } from '../../integrations/tracking.ts';
import { guidParam } from '../fields.ts';

export const disableIntegration = defineEndpoint({
	methods: ['GET', 'POST'],
	path: '/api/integrations/provider/disable/{id}',
	operationId: 'disableIntegration',
	tag: 'Integrations',
	summary: 'Disable integration',
	description:
		'Unpublishes the workflow of a store and takes its webhooks out of the store. One that is disabled already stays so.',
	params: z.object({ id: guidParam('Integration') }),
	answer: envelope(z.object({ guid: z.uuid(), status: z.literal('disabled') })),
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { id: guid } }) {
		const store = await findStore(context, guid);
		requireOwnWorkflow(store);
		await switchTracking(context, guid, false);
		if (store.workflow.active) await switchOff(context, { guid, workflowId: store.workflow.id });
		return { data: { guid, status: 'disabled' } };
	},
});
