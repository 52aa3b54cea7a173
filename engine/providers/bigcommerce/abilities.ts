import { SHIPMENT_STATUSES, type ShipmentStatus } from '../../events/statuses.ts';
import type { Ability, StoreAbilities } from '../storeSide.ts';

const NO_SHIPMENT_STATUS =
	'BigCommerce keeps no status for shipments: one that is there was shipped. Give the order a status instead, such as "completed".';

export const abilities: StoreAbilities = {
	lists: {
		Order: true,
		Shipment:
			'BigCommerce keeps shipments with their orders: importing orders brings the shipments along.',
		Customer: true,
		Product: true,
	},
	listsShipmentsWithOrders: true,
	reads: { Order: true, Shipment: true, Customer: true, Product: true },
	setsStatus: {
		Order: {
			draft: 'An order that has been placed cannot become a draft again.',
			pending_payment: true,
			on_hold: true,
			processing: true,
			partially_fulfilled: true,
			ready_for_pickup: true,
			fulfilled: true,
			completed: true,
			partially_refunded: true,
			refunded: true,
			cancelled: true,
			failed: true,
			unknown: '"unknown" is no status that an order can be given. Choose another one.',
		},
		Shipment: Object.fromEntries(
			SHIPMENT_STATUSES.map((status) => [status, NO_SHIPMENT_STATUS]),
		) as Record<ShipmentStatus, Ability>,
	},
	ownStatuses: true,
	addsTracking: true,
};
