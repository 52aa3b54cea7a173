import type { ObservationOf, ShipmentList } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import { told } from '../payloadFields.ts';
import type { OrderPayload } from './orderPayload.ts';
import { fulfillmentPrefix } from './fulfillments.ts';
import { MOST_SHIPMENTS, trackingItemsIn, type TrackingItem } from './trackingItems.ts';

/** The day of shipping has no time of day, and is local: so much can lie between it and the change. */
const NEW_WITHIN_MS = 2 * 24 * 60 * 60_000;

/** What an order tells of its tracking numbers. */
export type ToldTracking = {
	readonly shipments: ReadonlyArray<ObservationOf<'Shipment'>>;
	/** `undefined` where the order does not tell what it has. */
	readonly list: ShipmentList | undefined;
};

/**
 * A shipment for each tracking number of an order. Whose it is and where it goes, the order tells, and is
 * filled in from there. The meta is gone with the last number.
 *
 * @see https://woocommerce.com/document/shipment-tracking/
 */
export function observeTracking(
	{ id, meta_data: meta, line_items: lines }: Pick<OrderPayload, 'id' | 'meta_data' | 'line_items'>,
	order: ObservationOf<'Order'>,
): ToldTracking {
	const { items, names } = trackingItemsIn(meta, lines);
	const shipments = items.slice(0, MOST_SHIPMENTS).map((item) => shipmentOf(id, item, order));
	return {
		shipments,
		list: names && {
			prefix: `${id}-`,
			exceptPrefix: fulfillmentPrefix(id),
			ids: names.map((name) => `${id}-${name}`),
		},
	};
}

function shipmentOf(
	orderId: string,
	{ name, number, carrier, link, shippedAt, isShipped }: TrackingItem,
	{ changedAt }: ObservationOf<'Order'>,
): ObservationOf<'Shipment'> {
	const id = `${orderId}-${name}`;
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		entity: told({
			id,
			orderId,
			status: isShipped ? ('shipped' as const) : ('label_created' as const),
			...parcelsOf([{ trackingNumber: number, trackingUrl: link, carrier }]),
			shippedAt: isShipped ? shippedAt : null,
		}),
		changedAt,
		clock: 'record',
		topicCodes: isNewShipment(shippedAt, changedAt) ? ['shipment_created'] : [],
	};
}

/**
 * A tracking number has no time of its own. One that was shipped long before the order's last change was
 * there already when the shop was connected.
 */
export function isNewShipment(shippedAt: string | null, changedAt: string | null): boolean {
	if (shippedAt === null || changedAt === null) return true;
	return Date.parse(changedAt) - Date.parse(shippedAt) <= NEW_WITHIN_MS;
}
