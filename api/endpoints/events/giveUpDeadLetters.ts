import { z } from 'zod/v4';
import { giveUpDeadLetters as giveUp } from '../../../engine/history/deadLetters.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { workflowIdOf } from '../../workflows/workflowIdOf.ts';
import { deadLetterQuery } from './listDeadLetters.ts';

export const giveUpDeadLetters = defineEndpoint({
	methods: ['POST'],
	path: '/api/dead-letters/give-up',
	operationId: 'giveUpDeadLetters',
	tag: 'Events',
	summary: 'Give dead letters up',
	description:
		'They are tried no more, and are no longer listed: all of them, one (`id`), or those of one workflow or one store.',
	query: deadLetterQuery.extend({ id: z.guid().optional() }),
	answer: envelope(z.object({ givenUp: z.number().int() })),
	errors: ['NOT_FOUND'],
	async run(context, { query: { id, workflow, integration } }) {
		const { database } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const givenUp = await giveUp(database, context.space, {
			id: id?.toLowerCase(),
			workflowId: workflow && (await workflowIdOf(context, workflow)),
			integrationGuid: integration?.toLowerCase(),
		});
		return { data: { givenUp } };
	},
});
