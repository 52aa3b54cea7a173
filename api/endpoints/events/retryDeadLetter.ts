import { z } from 'zod/v4';
import { retryDeadLetters } from '../../../engine/history/deadLetters.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { guidParam } from '../fields.ts';

export const retryDeadLetter = defineEndpoint({
	methods: ['POST'],
	path: '/api/dead-letters/{id}/retry',
	operationId: 'retryDeadLetter',
	tag: 'Events',
	summary: 'Retry a dead letter',
	description: 'Gives an event to its workflow again, with all tries that a new one has.',
	params: z.object({ id: guidParam('Dead letter') }),
	answer: envelope(z.object({ retried: z.number().int() })),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { inbox } = await context.commerce();
		const retried = await retryDeadLetters(inbox, context.space, { id });
		if (retried === 0) throw notFound('Dead letter');
		return { data: { retried } };
	},
});
