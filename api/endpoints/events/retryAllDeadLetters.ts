import { z } from 'zod/v4';
import { retryDeadLetters } from '../../../engine/history/deadLetters.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { deadLetterQuery } from './listDeadLetters.ts';

export const retryAllDeadLetters = defineEndpoint({
	methods: ['POST'],
	path: '/api/dead-letters/retry',
	operationId: 'retryAllDeadLetters',
	tag: 'Events',
	summary: 'Retry all dead letters',
	description: 'All of them, or those of one workflow or one store.',
	query: deadLetterQuery,
	answer: envelope(z.object({ retried: z.number().int() })),
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflow, integration } }) {
		const { inbox } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const retried = await retryDeadLetters(inbox, context.space, {
			workflowId: workflow && (await findWorkflow(context, workflow.toLowerCase())).id,
			integrationGuid: integration?.toLowerCase(),
		});
		return { data: { retried } };
	},
});
