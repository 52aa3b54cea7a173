import { shipmentSchema, type Order, type Shipment } from '../../core/events/entities.ts';
import type { ShipmentStatus } from '../../core/events/statuses.ts';

/** What a person, or the API, can set on a shipment. */
export type ShipmentChange = {
	readonly status?: ShipmentStatus;
	readonly carrier?: string;
	readonly trackingNumber?: string;
	readonly trackingUrl?: string;
	readonly message?: string;
};

/** The parcel of a paid order, with the carrier. */
export function composeShipment(given: {
	readonly order: Order;
	readonly tracking: ShipmentChange;
	readonly at: string;
	readonly storeUrl: string;
}): Shipment {
	const { order, tracking, at } = given;
	const status = tracking.status ?? 'in_transit';
	const trackingNumber = tracking.trackingNumber ?? `HP${order.number?.replace('#', '')}DE`;
	return shipmentSchema.parse({
		id: `s-${order.id.slice(2)}`,
		orderId: order.id,
		orderNumber: order.number,
		status,
		nativeStatus: status,
		carrier: tracking.carrier ?? 'Harbour Parcel',
		service: 'Standard',
		trackingNumber,
		trackingUrl: tracking.trackingUrl ?? `${given.storeUrl}/#orders`,
		createdAt: at,
		updatedAt: at,
		shippedAt: at,
		customer: order.customer,
		shippingAddress: order.shippingAddress,
		lineItems: order.lineItems,
	});
}
