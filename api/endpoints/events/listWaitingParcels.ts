import { z } from 'zod/v4';
import { UNMATCHED_REASONS } from '../../../engine/parcels/matchParcel.ts';
import { listWaiting, WAITING_MS } from '../../../engine/parcels/waitingParcels.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { cursorQuery, limitQuery, isoOf } from '../fields.ts';

export const listWaitingParcels = defineEndpoint({
	methods: ['GET'],
	path: '/api/shipments/waiting',
	operationId: 'listWaitingParcels',
	tag: 'Events',
	summary: 'List waiting tracking numbers',
	description:
		'Tracking numbers that `pushTracking` has not added yet, because their order is not known or not certain; the newest first. One is tried again when an order with that number comes, for 14 days, and listed for 30.',
	query: z.strictObject({
		integration: z.guid().optional().describe('Guid of the store that they wait for'),
		limit: limitQuery,
		cursor: cursorQuery,
	}),
	answer: page(
		z
			.object({
				id: z.string(),
				shipmentId: z.string(),
				trackingNumber: z.string().nullable(),
				carrier: z.string().nullable(),
				orderNumber: z.string().nullable().describe('As it was reported'),
				reportedBy: z.object({ guid: z.uuid(), name: z.string() }),
				integration: z
					.object({ guid: z.uuid(), name: z.string() })
					.describe('The store whose order it may belong to'),
				status: z.enum(['waiting', 'given_up']),
				reason: z.enum(UNMATCHED_REASONS),
				message: z.string().describe('The reason in a sentence'),
				eventId: z.string(),
				waitingSince: z.iso.datetime(),
				waitsUntil: z.iso.datetime(),
			})
			.meta({ id: 'WaitingParcel' }),
	),
	async run(context, { query: { integration, limit, cursor } }) {
		const { database, now } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const { rows, nextCursor } = await listWaiting(
			database,
			context.space,
			{ targetGuid: integration?.toLowerCase() },
			{ limit, after: cursor },
		);
		const data = rows.map((row) => ({
			id: row.id,
			shipmentId: row.shipmentId,
			trackingNumber: row.trackingNumber,
			carrier: row.carrier,
			orderNumber: row.orderNumber,
			reportedBy: { guid: row.integrationGuid, name: row.reporterName },
			integration: { guid: row.targetGuid, name: row.targetName },
			status: row.since + WAITING_MS > now() ? 'waiting' : 'given_up',
			reason: row.reason,
			message: row.remark,
			eventId: row.eventId,
			waitingSince: isoOf(row.since),
			waitsUntil: isoOf(row.since + WAITING_MS),
		}));
		return { data, nextCursor };
	},
});
