import { z } from 'zod/v4';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { guidParam, limitQuery } from '../fields.ts';

export const listExecutions = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/configured/{guid}/executions',
	operationId: 'listExecutions',
	tag: 'Workflows',
	summary: 'List executions of a workflow',
	description: 'The runs that n8n has kept, the newest first.',
	params: z.object({ guid: guidParam('Workflow') }),
	query: z.strictObject({ limit: limitQuery }),
	answer: envelope(
		z.array(
			z
				.object({
					id: z.string(),
					status: z.string().describe("n8n's word: success, error, waiting, running, …"),
					startedAt: z.iso.datetime().nullable(),
					stoppedAt: z.iso.datetime().nullable(),
				})
				.meta({ id: 'Execution' }),
		),
	),
	errors: ['NOT_FOUND'],
	async run(context, { params: { guid }, query: { limit } }) {
		const { id } = await findWorkflow(context, guid);
		return { data: await context.n8n.listExecutions({ workflowId: id, limit }) };
	},
});
