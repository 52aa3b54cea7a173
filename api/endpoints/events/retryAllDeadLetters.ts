import { z } from 'zod/v4';
import { retryDeadLetters } from '../../../engine/history/deadLetters.ts';
import { tryAllAgain } from '../../../n8n/runs/tryAgain.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { workflowIdOf } from '../../workflows/workflowIdOf.ts';
import { deadLetterQuery } from './listDeadLetters.ts';
import { fromQuery } from './retryDeadLetter.ts';

export const retryAllDeadLetters = defineEndpoint({
	methods: ['POST'],
	path: '/api/dead-letters/retry',
	operationId: 'retryAllDeadLetters',
	tag: 'Events',
	summary: 'Retry all dead letters',
	description:
		'All of them, or those of one workflow or one store, each as `POST /api/dead-letters/{id}/retry` does it. After 20 seconds no further run is begun in n8n: what is left is tried when asked for again.',
	query: deadLetterQuery.extend({ from: fromQuery }),
	answer: envelope(
		z.object({
			retried: z.number().int(),
			left: z.number().int().describe('Still dead letters: there was a problem, or no time'),
			problem: z.string().nullable(),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { from, workflow, integration } }) {
		const { inbox } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const filter = {
			workflowId: workflow && (await workflowIdOf(context, workflow)),
			integrationGuid: integration?.toLowerCase(),
		};
		if (from === 'start') {
			const retried = await retryDeadLetters(inbox, context.space, filter);
			return { data: { retried, left: 0, problem: null } };
		}
		const { n8n, runsOf } = context;
		return { data: await tryAllAgain({ inbox, n8n, runsOf }, context.space, filter) };
	},
});
