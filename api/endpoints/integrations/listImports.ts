import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { listImports as list, type ListedImport } from '../../../engine/history/imports.ts';
import { IMPORT_BEGINNINGS } from '../../../engine/inbox/importRuns.ts';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { findStore } from '../../integrations/connectedStore.ts';
import { cursorQuery, guidParam, isoOf, limitQuery } from '../fields.ts';

const count = z.number().int();

export const listImports = defineEndpoint({
	methods: ['GET'],
	path: '/api/integrations/{id}/imports',
	operationId: 'listImports',
	tag: 'Integrations',
	summary: 'List imports',
	description:
		'Each import from a store, the newest first, with what it read, stored, changed and left out, and the webhooks that it put back; the one that is under way with how far it has come. Imports in a row that show the same, nothing new or the same failure, are counted together for up to a day. At most 500 of each store, for 14 days.',
	params: z.object({ id: guidParam('Integration') }),
	query: z.strictObject({ limit: limitQuery, cursor: cursorQuery }),
	answer: page(
		z
			.object({
				began: z
					.enum(IMPORT_BEGINNINGS)
					.describe(
						"`schedule`: every so often; `start` of n8n or of the store's workflow; `manual`, by somebody in n8n's editor; `workflow`, by another node. `publish` is no import: the webhooks were registered as the workflow was published.",
					),
				status: z
					.enum(['running', 'done', 'failed', 'cancelled', 'lost'])
					.describe(
						'`lost`: interrupted, for example because n8n stopped; the next import goes on from there.',
					),
				startedAt: z.iso.datetime().describe('Of several, the first one'),
				endedAt: z.iso.datetime().nullable().describe('Of several, the last one'),
				count: count.describe('How many in a row have shown the same'),
				failure: z.string().nullable().describe('What went wrong'),
				imported: z.array(
					z.object({
						entityType: z.enum(ENTITY_TYPES),
						since: z.iso
							.datetime()
							.nullable()
							.describe('From when on changes were asked for; `null` is everything'),
						pages: count,
						read: count,
						total: count.nullable().describe('How many there are, where the store tells'),
						stored: count.describe('How many of what was read were new or changed'),
						events: count.describe('How many of these no webhook had brought'),
						leftOut: count.describe('How many could not be read'),
						leftOutFirst: z.array(z.object({ id: z.string(), reason: z.string() })),
						skipped: z.string().nullable().describe('Why the store was not asked for these'),
						failure: z.string().nullable(),
					}),
				),
				webhooks: z
					.object({
						registered: z
							.array(z.string())
							.describe('Topics, as the store names them; none where `failure` says why'),
						restored: z.array(z.string()).describe('Those that were missing or switched off'),
						removed: count.describe('How many obsolete ones were removed'),
						failure: z.string().nullable().describe('Why they could not be put right'),
					})
					.nullable(),
			})
			.meta({ id: 'Import' }),
	),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id: guid }, query: { limit, cursor } }) {
		const { database, now } = await context.commerce();
		// Before its first publishing, n8n alone knows a store.
		const isKnown = (await integrationOf(database, context.space, guid)) !== null;
		if (!isKnown) await findStore(context, guid);
		const { rows, nextCursor } = await list(database, guid, { limit, after: cursor }, now());
		return { data: rows.map(importOf), nextCursor };
	},
});

function importOf(row: ListedImport): object {
	const { began, status, startedAt, endedAt, failure, imported, webhooks } = row;
	return {
		began,
		status,
		startedAt: isoOf(startedAt),
		endedAt: isoOf(endedAt),
		count: row.count,
		failure,
		imported: Object.entries(imported ?? {}).map(([entityType, read]) => ({
			entityType,
			since: isoOf(read.since),
			pages: read.pages,
			read: read.entities,
			total: read.total,
			stored: read.stored,
			events: read.events,
			leftOut: read.refusals,
			leftOutFirst: read.refused,
			skipped: read.skipped,
			failure: read.failed,
		})),
		webhooks: webhooks && {
			registered: webhooks.registered,
			restored: webhooks.restored,
			removed: webhooks.removed,
			failure: webhooks.failed,
		},
	};
}
