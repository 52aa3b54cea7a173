import { SHIPMENT_STATUSES, type ShipmentStatus } from '../../events/statuses.ts';
import type { Ability, StoreAbilities } from '../storeSide.ts';

const OF_THE_ORDER =
	'PrestaShop keeps no status for parcels: it is that of the order. Give the order a status instead, such as "fulfilled".';

const SEVERAL =
	'PrestaShop has several statuses for this, and the shop may have more. Choose one of the shop\'s own under "Status".';

export const abilities: StoreAbilities = {
	lists: {
		Order: true,
		Shipment:
			'PrestaShop keeps tracking numbers with their orders: importing orders brings the shipments along.',
		Customer: true,
		Product: true,
	},
	listsShipmentsWithOrders: true,
	reads: { Order: true, Shipment: true, Customer: true, Product: true },
	setsStatus: {
		Order: {
			draft: 'An order that has been placed cannot become a draft again.',
			pending_payment: SEVERAL,
			on_hold: SEVERAL,
			processing: true,
			partially_fulfilled:
				"PrestaShop has no status for orders of which a part has been shipped. Choose a status of the shop's own.",
			ready_for_pickup:
				"PrestaShop has no status for orders that wait to be picked up. Choose a status of the shop's own.",
			fulfilled: true,
			completed: true,
			partially_refunded:
				'A refund of a part is no status of an order in PrestaShop. Make the refund in the shop.',
			refunded: true,
			cancelled: true,
			failed: true,
			unknown: '"unknown" is no status that an order can be given. Choose another one.',
		},
		Shipment: Object.fromEntries(
			SHIPMENT_STATUSES.map((status) => [status, OF_THE_ORDER]),
		) as Record<ShipmentStatus, Ability>,
	},
	ownStatuses: true,
	addsTracking: true,
};
