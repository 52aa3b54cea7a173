import type { ShipmentStatus } from '../../events/statuses.ts';
import { SHIPMENT_STATUSES } from '../../events/statuses.ts';
import type { Ability, StoreAbilities } from '../storeSide.ts';

const NO_SHIPMENT_STATUS =
	'WooCommerce keeps no status for shipments. Give the order a status instead: "completed" is how WooCommerce says that it has been shipped.';

const SHIPPED_IS_COMPLETED =
	'WooCommerce has one status for "shipped" and "done": choose "completed".';

const NO_PART =
	'WooCommerce has no status for orders of which a part has been shipped. Leave the order at "processing" until all of it has been.';

/**
 * Which status of an order WooCommerce has a word for. Whether this shop has it too (`ready_for_pickup` is
 * new in WooCommerce 11.3, and made by some extensions) is for the shop to say.
 */
export const abilities: StoreAbilities = {
	lists: {
		Order: true,
		Shipment:
			'WooCommerce keeps tracking numbers with their orders: importing orders brings the shipments along.',
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
			partially_fulfilled: NO_PART,
			ready_for_pickup: true,
			fulfilled: SHIPPED_IS_COMPLETED,
			completed: true,
			partially_refunded:
				'A refund of a part is no status of an order in WooCommerce. Make the refund in the shop.',
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
