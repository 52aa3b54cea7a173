import { z } from 'zod/v4';
import { pageOf } from '../../../engine/history/keysetCursor.ts';
import { listSubscriptions as list } from '../../../engine/messages/push/eachSubscription.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { cursorQuery, isoOf, limitQuery } from '../fields.ts';

export const listSubscriptions = defineEndpoint({
	methods: ['GET'],
	path: '/api/push/subscriptions',
	operationId: 'listSubscriptions',
	tag: 'Push',
	summary: 'List push subscriptions',
	description: 'The browsers that asked for notifications, in no particular order.',
	query: z.strictObject({ limit: limitQuery, cursor: cursorQuery }),
	answer: page(
		z
			.object({
				id: z.string(),
				service: z.string().describe('Host of the push service of the browser'),
				integration: z
					.uuid()
					.nullable()
					.describe('Guid of the store whose customer it is bound to'),
				customerId: z.string().nullable().describe("The store's own id"),
				createdAt: z.iso.datetime(),
				updatedAt: z.iso.datetime(),
				failingSince: z.iso
					.datetime()
					.nullable()
					.describe('Since when nothing gets through to it; after 30 days it is deleted'),
			})
			.meta({ id: 'PushSubscription' }),
	),
	async run(context, { query: { limit, cursor } }) {
		const { database } = await context.commerce();
		const found = await list(database, {
			space: context.space,
			audience: { kind: 'everybody', integrationGuid: null },
			limit: limit + 1,
			...(cursor !== null && { after: cursor.id }),
		});
		const { rows, nextCursor } = pageOf(found, limit, ({ id }) => ({ at: 0, id }));
		const data = rows.map((row) => ({
			id: row.id,
			service: URL.parse(row.endpoint)?.host ?? '',
			integration: row.integrationGuid,
			customerId: row.customerId,
			createdAt: isoOf(row.createdAt),
			updatedAt: isoOf(row.updatedAt),
			failingSince: isoOf(row.failingSince),
		}));
		return { data, nextCursor };
	},
});
