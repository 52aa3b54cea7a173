import { z } from 'zod/v4';
import { listRefusedMessages as list } from '../../../engine/history/refusedMessages.ts';
import { REFUSED_OUTCOMES } from '../../../engine/inbox/refusedOutcomes.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { cursorQuery, isoOf, limitQuery } from '../fields.ts';

export const listRefusedMessages = defineEndpoint({
	methods: ['GET'],
	path: '/api/messages/refused',
	operationId: 'listRefusedMessages',
	tag: 'Events',
	summary: 'List refused messages',
	description:
		'Messages to the addresses of the stores of which nothing was made, with the reason, the newest first: those of one kind and minute together. At most 1,000 of each store, for 14 days.',
	query: z.strictObject({
		integration: z.guid().optional(),
		outcome: z.enum(REFUSED_OUTCOMES).optional(),
		limit: limitQuery,
		cursor: cursorQuery,
	}),
	answer: page(
		z
			.object({
				integration: z.object({ guid: z.uuid(), name: z.string() }),
				outcome: z
					.enum(REFUSED_OUTCOMES)
					.describe(
						'`uninteresting`, `useless` and `repeated` were answered with 200, the others with 400, 401 or 413.',
					),
				reason: z.string(),
				topic: z.string().describe('As the message says; empty where it does not'),
				count: z.number().int(),
				firstAt: z.iso.datetime(),
				lastAt: z.iso.datetime(),
				excerpt: z
					.string()
					.describe('How the body of the last one begins, without control characters'),
			})
			.meta({ id: 'RefusedMessage' }),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { integration, outcome, limit, cursor } }) {
		const { database } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const filter = { integrationGuid: integration?.toLowerCase(), outcome };
		const { rows, nextCursor } = await list(database, context.space, filter, {
			limit,
			after: cursor,
		});
		const data = rows.map((row) => ({
			integration: { guid: row.integrationGuid, name: row.name },
			outcome: row.outcome,
			reason: row.reason,
			topic: row.topic,
			count: row.count,
			firstAt: isoOf(row.firstAt),
			lastAt: isoOf(row.lastAt),
			excerpt: row.excerpt,
		}));
		return { data, nextCursor };
	},
});
