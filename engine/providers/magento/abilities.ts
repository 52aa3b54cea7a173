import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import type { StoreAbilities } from '../storeSide.ts';

const DERIVED =
	'Magento derives this status from invoices, shipments and credit memos. What can be given is "cancelled", "on_hold", "processing" to an order that is on hold, and "fulfilled".';
const NO_STATUS =
	'Magento keeps no status of a shipment: once it exists, it is "shipped". Connect the carrier or a tracker beside the shop.';

const everything = { Order: true, Shipment: true, Customer: true, Product: true } as const;

export const abilities: StoreAbilities = {
	lists: everything,
	listsShipmentsWithOrders: false,
	reads: everything,
	setsStatus: {
		Order: {
			...allOf(ORDER_STATUSES, DERIVED),
			...{ cancelled: true, on_hold: true, processing: true, fulfilled: true },
		},
		Shipment: allOf(SHIPMENT_STATUSES, NO_STATUS),
	},
	ownStatuses:
		'The API of Magento does not list the statuses that a shop has made. They are read by the state that they belong to.',
	addsTracking: true,
};
