import { z } from 'zod/v4';
import { SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { listParcels as list, PARCEL_MATCHES } from '../../../engine/parcels/listParcels.ts';
import { matchByHand, type MatchedByHand } from '../../../engine/parcels/matchByHand.ts';
import { UNMATCHED_REASONS } from '../../../engine/parcels/matchParcel.ts';
import { ApiError, notFound } from '../../http/apiError.ts';
import { defineEndpoint, done, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { cursorQuery, guidParam, isoOf, limitQuery } from '../fields.ts';

const store = z.object({ guid: z.uuid(), name: z.string() });

export const listParcels = defineEndpoint({
	methods: ['GET'],
	path: '/api/parcels',
	operationId: 'listParcels',
	tag: 'Events',
	summary: "List carriers' parcels",
	description:
		'What carriers and trackers have told of parcels, by whether their order is known: those without one by default; the newest first. One whose order is not known is tried again when that comes, and listed for 30 days.',
	query: z.strictObject({
		matched: z
			.enum(PARCEL_MATCHES)
			.default('none')
			.describe(
				'`none`: no order is known. `by_hand`: a person has said which, or that there is none',
			),
		integration: z.guid().optional().describe('Guid of the carrier'),
		limit: limitQuery,
		cursor: cursorQuery,
	}),
	answer: page(
		z
			.object({
				id: z.uuid(),
				integration: store.describe('Who tells the parcel'),
				shipmentId: z.string(),
				trackingNumber: z.string().nullable(),
				carrier: z.string().nullable(),
				orderNumber: z.string().nullable().describe('As the carrier has told it'),
				status: z.enum(SHIPMENT_STATUSES),
				order: z
					.object({ id: z.string(), number: z.string().nullable(), integration: store })
					.nullable()
					.describe('The order that the parcel belongs to'),
				isByHand: z.boolean().describe('Whether a person has said so'),
				reason: z.enum(UNMATCHED_REASONS).nullable().describe('Why it has no order'),
				message: z.string().nullable().describe('The reason in a sentence'),
				since: z.iso.datetime().describe('Since when it has its order, or waits for it'),
			})
			.meta({ id: 'CarrierParcel' }),
	),
	async run(context, { query: { matched, integration, limit, cursor } }) {
		const { database } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const filter = { matched, integrationGuid: integration?.toLowerCase() };
		const { rows, nextCursor } = await list(database, context.space, filter, {
			...{ limit, after: cursor },
		});
		const data = rows.map((row) => ({
			id: row.id,
			integration: { guid: row.integrationGuid, name: row.carrierName },
			shipmentId: row.shipmentId,
			trackingNumber: row.trackingNumber,
			carrier: row.carrier,
			orderNumber: row.orderNumber,
			status: row.status,
			order:
				row.orderGuid === null || row.orderId === null || row.shopName === null
					? null
					: {
							id: row.orderId,
							number: row.shopsNumber,
							integration: { guid: row.orderGuid, name: row.shopName },
						},
			isByHand: row.isByHand === 1,
			reason: row.reason,
			message: row.remark,
			since: isoOf(row.since),
		}));
		return { data, nextCursor };
	},
});

export const matchParcel = defineEndpoint({
	methods: ['POST'],
	path: '/api/parcels/{id}/match',
	operationId: 'matchParcel',
	tag: 'Events',
	summary: 'Say which order a parcel belongs to',
	description:
		'It holds for all that is told of the parcel from then on, whatever order the carrier names; what waits to be written to the shop is written there. What was told before starts nothing again.',
	params: z.object({ id: guidParam('Parcel') }),
	body: z
		.strictObject({
			integration: z.guid().describe('Guid of the shop'),
			orderNumber: z
				.string()
				.min(1)
				.max(100)
				.optional()
				.describe('`#1001` and `1001` are the same'),
			orderId: z.string().min(1).max(200).optional().describe("The shop's own id"),
		})
		.refine(({ orderNumber, orderId }) => (orderNumber === undefined) !== (orderId === undefined), {
			path: ['orderNumber'],
			message: 'Give either the number of the order or its id.',
		}),
	answer: done,
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { id }, body: { integration, orderNumber, orderId } }) {
		const { inbox } = await context.commerce();
		const [guid] = await requireIntegrations(context, [integration], 'integration');
		const shop = await integrationOf(inbox.database, context.space, guid!);
		// A store that was never published has told of no order.
		if (shop === null) throw notFound('Order');
		const order = orderId === undefined ? { number: orderNumber! } : { id: orderId };
		requireDone(await matchByHand(inbox, context.space, id, { shop, order }), shop.name);
		return {};
	},
});

export const unmatchParcel = defineEndpoint({
	methods: ['POST'],
	path: '/api/parcels/{id}/unmatch',
	operationId: 'unmatchParcel',
	tag: 'Events',
	summary: 'Say that a parcel belongs to no order',
	description:
		'Takes back what was found, or said before. The parcel belongs to no order until a person says to which.',
	params: z.object({ id: guidParam('Parcel') }),
	answer: done,
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { inbox } = await context.commerce();
		requireDone(await matchByHand(inbox, context.space, id, null), '');
		return {};
	},
});

function requireDone(matched: MatchedByHand, shopName: string): void {
	switch (matched.kind) {
		case 'done':
			return;
		case 'parcel_unknown':
			throw notFound('Parcel');
		case 'order_unknown':
			throw new ApiError(
				'NOT_FOUND',
				`Order not found: "${shopName}" has told of no such order. Orders come in as they change, and with imports.`,
			);
		case 'order_ambiguous':
			throw new ApiError(
				'CONFLICT',
				`"${shopName}" has several orders of that number. Give orderId instead, one of ${matched.ids.join(', ')}.`,
			);
	}
}
