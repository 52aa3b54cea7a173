import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { ObservationOf } from '../../events/observation.ts';
import type { ShipmentStatus } from '../../events/statuses.ts';
import { reference, requiredId, text, time, told } from '../payloadFields.ts';
import { shipmentStatusOf } from './statuses.ts';

const eventPayload = z.object({
	fulfillment_id: requiredId,
	order_id: reference,
	status: text,
	message: text,
	happened_at: time,
	estimated_delivery_at: time,
});

const CODES: Readonly<Partial<Record<ShipmentStatus, TriggerCode>>> = {
	in_transit: 'shipment_in_transit',
	out_for_delivery: 'shipment_out_for_delivery',
	delivered: 'shipment_delivered',
	attempted: 'shipment_exception',
	delayed: 'shipment_exception',
	failed: 'shipment_exception',
	returned: 'shipment_exception',
};

/**
 * A carrier's report: it tells the status and nothing else of the shipment. "Confirmed" is what Shopify
 * writes when nothing is known, so it tells no status either.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/fulfillmentevent
 */
export function normaliseFulfillmentEvent(payload: unknown): ObservationOf<'Shipment'> {
	const given = eventPayload.parse(payload);
	const word = given.status?.toLowerCase() === 'confirmed' ? null : (given.status ?? null);
	const status = word === null ? undefined : shipmentStatusOf(null, word);
	const code = status && CODES[status];
	return {
		entityType: 'Shipment',
		id: given.fulfillment_id,
		kind: 'upsert',
		entity: told({
			id: given.fulfillment_id,
			orderId: given.order_id ?? undefined,
			status,
			nativeStatus: word ?? undefined,
			message: given.message,
			estimatedDeliveryAt: given.estimated_delivery_at ?? undefined,
			deliveredAt: status === 'delivered' ? given.happened_at : undefined,
		}),
		changedAt: given.happened_at ?? null,
		clock: 'status',
		topicCodes: status ? [...(code ? [code] : []), 'shipment_status_changed'] : [],
	};
}
