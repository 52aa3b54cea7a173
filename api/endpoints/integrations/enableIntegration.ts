import { z } from 'zod/v4';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { findStore, isConnected, requireOwnWorkflow } from '../../integrations/connectedStore.ts';
import { switchOff, switchOn } from '../../integrations/switchStore.ts';
import { switchTracking } from '../../integrations/tracking.ts';
import { guidParam } from '../fields.ts';

export const enableIntegration = defineEndpoint({
	methods: ['GET', 'POST'],
	path: '/api/integrations/provider/enable/{id}',
	operationId: 'enableIntegration',
	tag: 'Integrations',
	summary: 'Enable integration',
	description:
		'Publishes the workflow of a disabled store, and answers when its events come in. One that is enabled already stays so.',
	params: z.object({ id: guidParam('Integration') }),
	answer: envelope(z.object({ guid: z.uuid(), status: z.literal('active') })),
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { id: guid } }) {
		const store = await findStore(context, guid);
		requireOwnWorkflow(store);
		if (!isConnected(store)) {
			if (store.workflow.active) await switchOff(context, { guid, workflowId: store.workflow.id });
			await switchOn(context, { guid, workflowId: store.workflow.id });
		}
		await switchTracking(context, guid, true);
		return { data: { guid, status: 'active' } };
	},
});
