import { shipmentSchema, type Order, type Shipment } from '../../engine/events/entities.ts';
import type { ShipmentStatus } from '../../engine/events/statuses.ts';

/** What a person, or the API, can set on a shipment. */
export type ShipmentChange = {
	readonly status?: ShipmentStatus;
	readonly carrier?: string;
	readonly trackingNumber?: string;
	readonly trackingUrl?: string;
	readonly message?: string;
};

/** A parcel of a paid order, with the carrier. */
export function composeShipment(given: {
	readonly order: Order;
	/** 1 for the order's first one. */
	readonly parcel: number;
	readonly tracking: ShipmentChange;
	readonly at: string;
	readonly storeUrl: string;
	/** Of how many pieces it is; each has a number of its own. */
	readonly pieces?: number;
}): Shipment {
	const { order, parcel, tracking, at } = given;
	const number = order.id.slice(2) + (parcel === 1 ? '' : `-${parcel}`);
	const status = tracking.status ?? 'in_transit';
	const trackingNumber = tracking.trackingNumber ?? `HP${number}DE`;
	const carrier = tracking.carrier ?? 'Harbour Parcel';
	const parcels = Array.from({ length: given.pieces ?? 1 }, (_, index) => {
		const ofPiece = index === 0 ? trackingNumber : `${trackingNumber}-${index + 1}`;
		const page = `${given.storeUrl}/#orders/${encodeURIComponent(ofPiece)}`;
		return { trackingNumber: ofPiece, trackingUrl: tracking.trackingUrl ?? page, carrier };
	});
	return shipmentSchema.parse({
		id: `s-${number}`,
		orderId: order.id,
		orderNumber: order.number,
		status,
		nativeStatus: status,
		carrier,
		service: 'Standard',
		trackingNumber,
		trackingUrl: parcels[0]!.trackingUrl,
		parcels,
		createdAt: at,
		updatedAt: at,
		shippedAt: at,
		customer: order.customer,
		shippingAddress: order.shippingAddress,
		lineItems: order.lineItems.flatMap(packed),
	});
}

/** What of a line is in the parcel: not what was taken out of the order, or given back. */
function packed({ id, productId, sku, name, currentQuantity }: Order['lineItems'][number]) {
	if (!currentQuantity) return [];
	return [{ id, productId, sku, name, quantity: currentQuantity }];
}
