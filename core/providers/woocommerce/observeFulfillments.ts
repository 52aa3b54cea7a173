import type { ObservationOf } from '../../events/observation.ts';
import { readTime } from '../payloadFields.ts';
import type { Fulfillment } from './fulfillments.ts';
import { isNewShipment } from './observeTracking.ts';

/**
 * A shipment for each fulfillment of an order. Its own times are in the shop's zone, which it does not
 * tell, so none is shown; they are near enough to see whether it is new.
 */
export function observeFulfillments(
	fulfillments: readonly Fulfillment[],
	{ id: orderId, entity: order, changedAt }: ObservationOf<'Order'>,
): Array<ObservationOf<'Shipment'>> {
	return fulfillments.map(({ id: number, status, isFulfilled, meta }) => {
		const id = `${orderId}-fulfillment-${number}`;
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
				carrier: meta._provider_name ?? (slug === 'other' ? null : slug),
				trackingNumber: meta._tracking_number ?? null,
				trackingUrl: meta._tracking_url ?? null,
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
