import { z } from 'zod/v4';
import { forgetWorkflow } from '../../../../core/deliveries/forgetWorkflow.ts';
import { defineEndpoint, done } from '../../http/endpoint.ts';
import { removeMadeCredentials } from '../../removeMadeCredentials.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { unpublish } from '../../workflows/switchWorkflow.ts';
import { guidParam } from '../fields/guidParam.ts';

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
	errors: ['NOT_FOUND'],
	async run(context, { params: { guid } }) {
		const { id, active } = await findWorkflow(context, guid);
		if (active) await unpublish(context, id);
		await context.n8n.deleteWorkflow(id);
		await removeMadeCredentials(context, id);
		const { database } = await context.commerce();
		await forgetWorkflow(database, context.space, id);
		return {};
	},
});
