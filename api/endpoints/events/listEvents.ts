import { z } from 'zod/v4';
import { cursorText, feedCursorOf, readFeed } from '../../../engine/history/eventFeed.ts';
import { noteSkus } from '../../../engine/history/eventSkus.ts';
import { listEvents as list } from '../../../engine/history/listEvents.ts';
import { itemOf } from '../../../engine/deliveries/loadItems.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { eventItem } from './eventItem.ts';
import {
	booleanQuery,
	cursorQuery,
	codeField,
	entityTypeField,
	eventSummary,
	eventSummaryOf,
	limitQuery,
	momentQuery,
} from '../fields.ts';

/** Events of the last minute, and after an upgrade as many more as nobody waits for in vain. */
const MOST_SLICES = 10;

/** Events with their entities are some kB each, and may be far larger. */
const MOST_WITH_ITEMS = 50;

const query = z.strictObject({
	entityType: entityTypeField.optional(),
	entityId: z.string().max(300).optional().describe("The store's own id"),
	email: z
		.string()
		.trim()
		.max(320)
		.regex(/.@./, 'an e-mail address such as ada@example.com')
		.optional()
		.describe('Of the customer of the order or shipment, or of the account'),
	sku: z
		.string()
		.trim()
		.min(1)
		.max(100)
		.optional()
		.describe('Of a line of the order or shipment, of the product or one of its variants'),
	trigger: codeField.optional(),
	integration: z.guid().optional(),
	since: momentQuery.describe('Received at this moment or later'),
	until: momentQuery.describe('Received before this moment'),
	limit: limitQuery,
	cursor: cursorQuery,
	after: z
		.string()
		.max(500)
		.optional()
		.describe('The feed: `start`, `now`, or `nextCursor` of the answer before')
		.transform((given, context) => {
			if (given === undefined || given === 'start' || given === 'now') return given;
			const cursor = feedCursorOf(given);
			if (cursor !== null) return cursor;
			context.addIssue({
				code: 'custom',
				message:
					'This is no nextCursor of the feed. Send what the last answer gave, `start` for the oldest event that is kept, or `now` for what comes from now on.',
			});
			return z.NEVER;
		}),
	items: booleanQuery.describe('Of the feed: each event also as workflows get it'),
});
type Query = z.infer<typeof query>;

export const listEvents = defineEndpoint({
	methods: ['GET'],
	path: '/api/events',
	operationId: 'listEvents',
	tag: 'Events',
	summary: 'List events, or follow them',
	description:
		'What happened in the stores, the newest first. Events are kept for 14 days. A page may hold fewer than `limit`, or none, and a `nextCursor` all the same: what fits few events is looked for in a part of them at a time. With `after`, the feed: events in the order in which they were stored, the oldest first, none twice and none left out; `nextCursor` is then never `null`, and the `after` of the next request. 410 where events after the cursor are no longer kept.',
	query,
	answer: page(
		eventSummary
			.extend({ item: eventItem.optional().describe('With `items=true`: as workflows get it') })
			.meta({ id: 'ListedEvent' }),
	),
	errors: ['GONE'],
	async run(context, { query: asked }) {
		const { trigger: code, integration, limit, cursor, after, items, ...filter } = asked;
		const { database, now } = await context.commerce();
		if (after !== undefined) return await feedPage(context, { ...asked, after });
		if (items)
			throw new ApiError(
				'CONFIGURATION_ERROR',
				'items: only the feed has items. Add after=start or after=now.',
			);
		if (asked.sku !== undefined) await noteSkus(database, now(), MOST_SLICES);
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const { rows, nextCursor } = await list(
			database,
			context.space,
			{ ...filter, code, integrationGuid: integration?.toLowerCase() },
			{ limit, after: cursor },
		);
		return { data: rows.map(eventSummaryOf), nextCursor };
	},
});

/** What the feed cannot be filtered by. */
const OF_THE_LIST = ['entityId', 'email', 'sku', 'since', 'until', 'cursor'] as const;

async function feedPage(
	context: ApiContext,
	{
		after,
		entityType,
		trigger: code,
		integration,
		limit,
		items,
		...rest
	}: Query & { readonly after: NonNullable<Query['after']> },
) {
	const ofTheList = OF_THE_LIST.find((name) => (rest[name] ?? null) !== null);
	if (ofTheList !== undefined) {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`${ofTheList}: the feed does not take it. Beside "after" there are entityType, trigger, integration, items and limit.`,
		);
	}
	if (items && limit > MOST_WITH_ITEMS) {
		throw new ApiError('CONFIGURATION_ERROR', `limit: with items, at most ${MOST_WITH_ITEMS}.`);
	}
	await requireIntegrations(context, integration ? [integration] : [], 'integration');
	const { database } = await context.commerce();
	const { rows, next } = await readFeed(
		database,
		context.space,
		after,
		{ entityType, code, integrationGuid: integration?.toLowerCase() },
		limit,
	);
	const data = rows.map((row) => ({
		...eventSummaryOf(row),
		...(items && { item: itemOf(row, { codes: [], includeRaw: false }, 1) }),
	}));
	return { data, nextCursor: cursorText(next) };
}
