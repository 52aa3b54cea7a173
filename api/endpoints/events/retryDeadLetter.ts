import { z } from 'zod/v4';
import { readDeadLetters, retryDeadLetters } from '../../../engine/history/deadLetters.ts';
import { tryAgain } from '../../../n8n/runs/tryAgain.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { guidParam } from '../fields.ts';

export const retryFrom = z.enum(['start', 'failingNode']);
export const fromQuery = z
	.literal('start')
	.optional()
	.describe(
		'The whole workflow is run again, whatever had run: nodes that are not part of this package repeat what they have already done',
	);

export const retryDeadLetter = defineEndpoint({
	methods: ['POST'],
	path: '/api/dead-letters/{id}/retry',
	operationId: 'retryDeadLetter',
	tag: 'Events',
	summary: 'Retry a dead letter',
	description:
		'Tries it again so that nothing is done twice. Where the whole run may be repeated, the event is given to its workflow again, with all tries that a new one has. Otherwise n8n goes on at the node that failed, which is waited for; that needs an n8n API key with the scope `execution:retry`.',
	params: z.object({ id: guidParam('Dead letter') }),
	query: z.strictObject({ from: fromQuery }),
	answer: envelope(
		z.object({
			retried: z
				.number()
				.int()
				.describe('More than one where a run of several events goes on: with all of them'),
			from: retryFrom,
			status: z
				.enum(['waiting', 'running', 'delivered', 'dead'])
				.describe('`waiting`: its workflow is about to get it. `dead`: it has failed again.'),
			error: z.string().nullable().describe('Why it has failed again'),
		}),
	),
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { id }, query }) {
		const { inbox } = await context.commerce();
		const [letter] = await readDeadLetters(inbox.database, context.space, { id });
		if (letter === undefined) throw notFound('Dead letter');
		if (query.from === undefined) {
			const { n8n, runsOf, space } = context;
			const data = await tryAgain({ inbox, n8n, runsOf }, space, letter);
			if (data === null) throw notFound('Dead letter');
			return { data };
		}
		const retried = await retryDeadLetters(inbox, context.space, { id });
		if (retried === 0) throw notFound('Dead letter');
		return { data: { retried, from: query.from, status: 'waiting', error: null } };
	},
});
