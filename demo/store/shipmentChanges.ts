import type { Shipment } from '../../engine/events/entities.ts';
import type { Books } from './books.ts';
import type { ShipmentChange } from './composeShipment.ts';

export type ShipmentChanges = ReturnType<typeof keepShipments>;

/** What a carrier, or a person, tells of a parcel that is there. */
export function keepShipments({ shipmentOf, touch, tellShipment }: Books) {
	function setStatus(shipment: Shipment, status: Shipment['status']): void {
		shipment.status = status;
		shipment.nativeStatus = status;
		const at = touch(shipment);
		if (status === 'delivered') shipment.deliveredAt = at;
	}

	/** What the shipment is already changes nothing. */
	function changeShipment(shipmentId: string, change: ShipmentChange): Shipment {
		const shipment = shipmentOf(shipmentId);
		const { status = shipment.status, ...rest } = change;
		const moves = status !== shipment.status;
		const fields = Object.entries(rest) as Array<[keyof Shipment, string]>;
		const isNew = fields.some(([field, value]) => shipment[field] !== value);
		Object.assign(shipment, rest);
		const { carrier, trackingNumber, trackingUrl } = shipment;
		shipment.parcels = [{ carrier, trackingNumber, trackingUrl }, ...shipment.parcels.slice(1)];
		if (moves) {
			setStatus(shipment, status);
			tellShipment(SHIPMENT_MESSAGES[status] ?? 'shipment.status_changed', shipment);
		} else if (isNew) {
			touch(shipment);
			tellShipment('shipment.updated', shipment);
		}
		return shipment;
	}

	return { changeShipment };
}

const SHIPMENT_MESSAGES: Partial<Record<Shipment['status'], string>> = {
	in_transit: 'shipment.in_transit',
	out_for_delivery: 'shipment.out_for_delivery',
	delivered: 'shipment.delivered',
	attempted: 'shipment.exception',
	delayed: 'shipment.exception',
	failed: 'shipment.exception',
	returned: 'shipment.exception',
	cancelled: 'shipment.cancelled',
};
