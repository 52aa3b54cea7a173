import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { noteSkus } from '../../../engine/history/eventSkus.ts';
import { listEvents as list } from '../../../engine/history/listEvents.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import {
	cursorQuery,
	codeField,
	eventSummary,
	eventSummaryOf,
	limitQuery,
	momentQuery,
} from '../fields.ts';

/** Events of the last minute, and after an upgrade as many more as nobody waits for in vain. */
const MOST_SLICES = 10;

export const listEvents = defineEndpoint({
	methods: ['GET'],
	path: '/api/events',
	operationId: 'listEvents',
	tag: 'Events',
	summary: 'List events',
	description:
		'What happened in the stores, the newest first. Events are kept for 14 days. A page may hold fewer than `limit`, or none, and a `nextCursor` all the same: what fits few events is looked for in a part of them at a time.',
	query: z.strictObject({
		entityType: z.enum(ENTITY_TYPES).optional(),
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
	}),
	answer: page(eventSummary),
	async run(context, { query }) {
		const { trigger: code, integration, limit, cursor: after, ...filter } = query;
		const { database, now } = await context.commerce();
		if (query.sku !== undefined) await noteSkus(database, now(), MOST_SLICES);
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const { rows, nextCursor } = await list(
			database,
			context.space,
			{ ...filter, code, integrationGuid: integration?.toLowerCase() },
			{ limit, after },
		);
		return { data: rows.map(eventSummaryOf), nextCursor };
	},
});
