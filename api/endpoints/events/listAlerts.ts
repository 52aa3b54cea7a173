import { z } from 'zod/v4';
import { ALERT_KIND_CODES, ALERT_KINDS } from '../../../engine/alerts/alertKinds.ts';
import { listAlerts as list } from '../../../engine/alerts/listAlerts.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { cursorQuery, isoOf, limitQuery, optionalBooleanQuery } from '../fields.ts';

export const listAlerts = defineEndpoint({
	methods: ['GET'],
	path: '/api/alerts',
	operationId: 'listAlerts',
	tag: 'Events',
	summary: 'List alerts',
	description:
		'What a merchant has to know of, with its cause and the next step, the newest first. An alert ends by itself when its cause is gone, and is kept for 30 days then. The Commerce Alert Trigger starts a workflow for each.',
	query: z.strictObject({
		open: optionalBooleanQuery.describe(
			'`true` for those whose cause is there, `false` for those that have ended',
		),
		kind: z.enum(ALERT_KIND_CODES).optional(),
		integration: z.guid().optional(),
		limit: limitQuery,
		cursor: cursorQuery,
	}),
	answer: page(
		z
			.object({
				id: z.string(),
				kind: z
					.enum(ALERT_KIND_CODES)
					.describe(
						ALERT_KINDS.map(({ kind, description }) => `\`${kind}\`: ${description}.`).join(' '),
					),
				title: z.string(),
				cause: z.string(),
				nextStep: z.string(),
				integration: z
					.object({ guid: z.uuid(), name: z.string() })
					.nullable()
					.describe('The store that it is about; `null` for none in particular'),
				openedAt: z.iso.datetime(),
				lastSeenAt: z.iso.datetime(),
				endedAt: z.iso.datetime().nullable().describe('`null` while its cause is there'),
				link: z.string().nullable().describe('Where to look in n8n'),
			})
			.meta({ id: 'Alert' }),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { open, kind, integration, limit, cursor } }) {
		const { database } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const filter = {
			isOpen: open,
			kind,
			integrationGuid: integration?.toLowerCase(),
		};
		const { rows, nextCursor } = await list(database, context.space, filter, {
			limit,
			after: cursor,
		});
		const data = rows.map(({ integrationGuid, name, openedAt, seenAt, endedAt, ...alert }) => ({
			id: alert.id,
			kind: alert.kind,
			title: alert.title,
			cause: alert.cause,
			nextStep: alert.nextStep,
			integration: integrationGuid === null ? null : { guid: integrationGuid, name: name ?? '' },
			openedAt: isoOf(openedAt),
			lastSeenAt: isoOf(seenAt),
			endedAt: isoOf(endedAt),
			link: alert.link,
		}));
		return { data, nextCursor };
	},
});
