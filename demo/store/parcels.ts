import type { Order, Shipment } from '../../engine/events/entities.ts';
import type { Books } from './books.ts';
import { composeShipment, type ShipmentChange } from './composeShipment.ts';
import type { OrderChanges } from './orderChanges.ts';
import { Refused } from './refused.ts';
import type { ShipmentChanges } from './shipmentChanges.ts';

/** How an order gets to its customer. */
export function sendParcels(
	books: Books,
	{ changeShipment, changeOrder }: ShipmentChanges & OrderChanges,
) {
	const { state, now, storeUrl, orderOf, setStatus, tellOrder, tellShipment } = books;

	function lastOf(orderId: string): Shipment {
		const shipment = state.shipments.findLast((candidate) => candidate.orderId === orderId);
		if (shipment === undefined) throw new Refused('This order has not been shipped yet.');
		return shipment;
	}

	function ship(orderId: string, tracking: ShipmentChange = {}, pieces = 1): Shipment {
		const order = orderOf(orderId);
		if (order.status !== 'processing') {
			throw new Refused(
				`Order ${order.number} is ${order.status}; only a paid order can be shipped.`,
			);
		}
		return sendParcel(order, tracking, pieces);
	}

	function shipInTwo(orderId: string): Shipment {
		return ship(orderId, {}, 2);
	}

	function sendParcel(order: Order, tracking: ShipmentChange, pieces = 1): Shipment {
		const before = state.shipments.filter(({ orderId }) => orderId === order.id).length;
		const at = now().toISOString();
		const shipment = composeShipment({
			order,
			parcel: before + 1,
			tracking,
			at,
			storeUrl: storeUrl(),
			pieces,
		});
		state.shipments.push(shipment);
		tellShipment('shipment.created', shipment);
		if (order.fulfillmentStatus !== 'fulfilled') {
			order.fulfillmentStatus = 'fulfilled';
			setStatus(order, 'fulfilled');
			tellOrder('order.fulfilled', order);
		}
		return shipment;
	}

	/** The order's parcel with this number gets what is told of it; for a new number there is a new parcel. */
	function addTracking(
		orderId: string,
		tracking: ShipmentChange & { readonly trackingNumber: string },
	): { shipment: Shipment; isNew: boolean } {
		const order = orderOf(orderId);
		const known = state.shipments.find(
			(shipment) =>
				shipment.orderId === orderId && shipment.trackingNumber === tracking.trackingNumber,
		);
		if (known !== undefined) {
			return { shipment: changeShipment(known.id, tracking), isNew: false };
		}
		if ((order.paidTotal ?? 0) === 0 || order.status === 'cancelled') {
			throw new Refused(
				`Order ${order.number} is ${order.status}; only a paid order can be shipped.`,
			);
		}
		return { shipment: sendParcel(order, tracking), isNew: true };
	}

	function outForDelivery(orderId: string): Shipment {
		return changeShipment(lastOf(orderId).id, { status: 'out_for_delivery' });
	}

	function deliver(orderId: string): Shipment {
		const shipment = changeShipment(lastOf(orderId).id, { status: 'delivered' });
		changeOrder(orderId, { status: 'completed' });
		return shipment;
	}

	return { ship, shipInTwo, addTracking, outForDelivery, deliver };
}
