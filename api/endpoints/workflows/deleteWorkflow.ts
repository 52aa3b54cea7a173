import { z } from 'zod/v4';
import type { N8nWorkflow } from '../../../n8n/publicApi/n8nApi.ts';
import { defineEndpoint, done } from '../../http/endpoint.ts';
import { removeMadeCredentials } from '../../removeMadeCredentials.ts';
import { inTurn } from '../../workflows/inTurn.ts';
import { removeWorkflow } from '../../workflows/switchWorkflow.ts';
import { guidParam } from '../fields.ts';

export const deleteWorkflow = defineEndpoint({
	methods: ['DELETE'],
	path: '/api/workflows/configured/{guid}',
	operationId: 'deleteWorkflow',
	tag: 'Workflows',
	summary: 'Delete workflow',
	description:
		'Deletes a workflow in n8n, and what still waits for it. Credentials that the API has made for it go with it.',
	params: z.object({ guid: guidParam('Workflow') }),
	answer: done,
	errors: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
	async run(context, { params: { guid }, ifMatch }) {
		const task = async (workflow: N8nWorkflow) => {
			await removeWorkflow(context, workflow);
			await removeMadeCredentials(context, workflow.id);
			return {};
		};
		return await inTurn(context, guid, task, ifMatch);
	},
});
