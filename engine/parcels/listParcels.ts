import { beyond, pageOf, type Keyset } from '../history/keysetCursor.ts';
import { fieldsOf } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { text } from '../templates/itemFields.ts';

/** Whether a carrier's parcel has an order, and who has said so. */
export const PARCEL_MATCHES = ['none', 'found', 'by_hand'] as const;
export type ParcelMatching = (typeof PARCEL_MATCHES)[number];

/** One page of carriers' parcels, the one that has got or lost its order last first. */
export async function listParcels(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: { readonly matched: ParcelMatching; readonly integrationGuid?: string | undefined },
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	let query = db
		.selectFrom('toldParcel')
		.innerJoin('integration as carrier', 'carrier.guid', 'toldParcel.integrationGuid')
		.innerJoin('snapshot as shipment', (join) =>
			join
				.onRef('shipment.integrationGuid', '=', 'toldParcel.integrationGuid')
				.onRef('shipment.entityId', '=', 'toldParcel.shipmentId')
				.on('shipment.entityType', '=', 'Shipment'),
		)
		.leftJoin('integration as shop', 'shop.guid', 'toldParcel.orderGuid')
		.leftJoin('snapshot as order', (join) =>
			join
				.onRef('order.integrationGuid', '=', 'toldParcel.orderGuid')
				.onRef('order.entityId', '=', 'toldParcel.orderId')
				.on('order.entityType', '=', 'Order'),
		)
		.selectAll('toldParcel')
		.select(['carrier.name as carrierName', 'shop.name as shopName'])
		.select(['shipment.entityJson as shipmentJson', 'order.entityJson as orderJson'])
		.where('toldParcel.space', '=', space);
	if (filter.matched === 'by_hand') query = query.where('isByHand', '=', 1);
	else {
		query = query
			.where('isByHand', '=', 0)
			.where('orderGuid', filter.matched === 'none' ? 'is' : 'is not', null);
	}
	if (filter.integrationGuid !== undefined) {
		query = query.where('toldParcel.integrationGuid', '=', filter.integrationGuid);
	}
	if (after !== null) query = query.where(beyond('toldParcel.since', 'toldParcel.id', after));
	const rows = await query
		.orderBy('toldParcel.since', 'desc')
		.orderBy('toldParcel.id', 'desc')
		.limit(limit + 1)
		.execute();
	const page = pageOf(rows, limit, ({ since, id }) => ({ at: since, id }));
	return {
		nextCursor: page.nextCursor,
		rows: page.rows.map(({ shipmentJson, orderJson, ...row }) => {
			const shipment = fieldsOf(shipmentJson);
			return {
				...row,
				status: text(shipment?.status) ?? 'unknown',
				trackingNumber: text(shipment?.trackingNumber),
				carrier: text(shipment?.carrier),
				orderNumber: text(shipment?.orderNumber),
				shopsNumber: text(fieldsOf(orderJson)?.number),
			};
		}),
	};
}
