import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
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

export const listEvents = defineEndpoint({
	methods: ['GET'],
	path: '/api/events',
	operationId: 'listEvents',
	tag: 'Events',
	summary: 'List events',
	description: 'What happened in the stores, the newest first. Events are kept for 14 days.',
	query: z.strictObject({
		entityType: z.enum(ENTITY_TYPES).optional(),
		entityId: z.string().max(300).optional().describe("The store's own id"),
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
		const { database } = await context.commerce();
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
