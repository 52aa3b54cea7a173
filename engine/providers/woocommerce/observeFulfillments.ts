import { fulfillmentPrefix } from './fulfillments.ts';
import type { ObservationOf, ShipmentList } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import { readTime } from '../payloadFields.ts';
import type { Fulfillment } from './fulfillments.ts';
import { isNewShipment } from './observeTracking.ts';

/** All fulfillments that an order has. */
export const fulfillmentList = (
	orderId: string,
	shipments: ReadonlyArray<ObservationOf<'Shipment'>>,
): ShipmentList => ({
	prefix: fulfillmentPrefix(orderId),
	exceptPrefix: null,
	ids: shipments.map(({ id }) => id),
});

/**
 * A shipment for each fulfillment of an order. Its own times are in the shop's zone, which it does not
 * tell, so none is shown; they are near enough to see whether it is new.
 */
export function observeFulfillments(
	fulfillments: readonly Fulfillment[],
	{ id: orderId, entity: order, changedAt }: ObservationOf<'Order'>,
): Array<ObservationOf<'Shipment'>> {
	return fulfillments.map(({ id: number, status, isFulfilled, meta }) => {
		const id = `${fulfillmentPrefix(orderId)}${number}`;
		const slug = meta._shipment_provider ?? meta._shipping_provider ?? null;
		return {
			entityType: 'Shipment',
			id,
			kind: 'upsert',
			entity: {
				id,
				orderId,
				status: isFulfilled ? 'shipped' : 'pending',
				nativeStatus: status ?? null,
				...parcelsOf([
					{
						carrier: meta._provider_name ?? (slug === 'other' ? null : slug),
						trackingNumber: meta._tracking_number,
						trackingUrl: meta._tracking_url,
					},
				]),
				lineItems: meta._items.flatMap(({ item_id: lineId, qty }) => {
					const line = order.lineItems?.find((candidate) => candidate.id === lineId);
					return line ? [{ ...line, quantity: qty ?? null, total: null }] : [];
				}),
			},
			changedAt,
			clock: 'record',
			topicCodes: isNewShipment(readTime(meta._date_fulfilled, 'Z'), changedAt)
				? ['shipment_created']
				: [],
		};
	});
}
