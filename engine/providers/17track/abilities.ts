import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'Of orders, customers and products, 17TRACK knows nothing: it tells of parcels. Connect the shop beside it: a parcel finds its order by the order number.';
const NO_LIST =
	'There is no list of 17TRACK that can be relied on: each parcel comes with its first message, or once its number is added, and is asked for again.';
const OF_THE_CARRIER =
	'In 17TRACK, the status of a parcel is what its carrier says. Nobody can set another one.';

export const abilities: StoreAbilities = {
	lists: shipmentsAlone(NO_LIST, ONLY_PARCELS),
	listsShipmentsWithOrders: false,
	reads: shipmentsAlone(true, ONLY_PARCELS),
	setsStatus: {
		Order: allOf(ORDER_STATUSES, ONLY_PARCELS),
		Shipment: allOf(SHIPMENT_STATUSES, OF_THE_CARRIER),
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
	stopsTracking: true,
	trackingCosts:
		'Each number that is added to 17TRACK costs one of the numbers that your account may follow.',
	// 17TRACK takes three calls a second; it asks carriers itself every 6 to 12 hours, and tells what is new.
	refreshes: { parcelsAtOnce: 40, callsPerMinute: 60, everyMs: 6 * 3_600_000 },
};

export const requireShipment = requiringShipment(ONLY_PARCELS);
