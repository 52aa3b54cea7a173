import { z } from 'zod/v4';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { inTurn } from '../../workflows/inTurn.ts';
import { publish, unpublish } from '../../workflows/switchWorkflow.ts';
import { guidParam } from '../fields.ts';

export const toggleWorkflow = defineEndpoint({
	methods: ['GET', 'POST'],
	path: '/api/workflows/configured/{guid}/toggle',
	operationId: 'toggleWorkflow',
	tag: 'Workflows',
	summary: 'Toggle workflow',
	description: 'Unpublishes a workflow that is published, and publishes one that is not.',
	params: z.object({ guid: guidParam('Workflow') }),
	answer: envelope(z.object({ guid: z.uuid(), isActive: z.boolean() })),
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { guid } }) {
		return await inTurn(context, guid, async ({ id, active }) => {
			await (active ? unpublish(context, id) : publish(context, id));
			return { data: { guid: workflowGuid(id), isActive: !active } };
		});
	},
});
