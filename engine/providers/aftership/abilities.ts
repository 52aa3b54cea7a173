import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'AfterShip tells of parcels, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number.';
const OF_THE_CARRIER =
	'In AfterShip, the status of a parcel is what its carrier says. Only "delivered" and "returned" can be set, which ends the tracking.';

const onlyShipments = shipmentsAlone(true, ONLY_PARCELS);

export const abilities: StoreAbilities = {
	lists: onlyShipments,
	listsShipmentsWithOrders: false,
	reads: onlyShipments,
	setsStatus: {
		Order: allOf(ORDER_STATUSES, ONLY_PARCELS),
		Shipment: { ...allOf(SHIPMENT_STATUSES, OF_THE_CARRIER), delivered: true, returned: true },
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
	stopsTracking: true,
	trackingCosts:
		'Each number that AfterShip follows counts towards what your plan allows in a month, and may be billed beyond that.',
};

export const requireShipment = requiringShipment(ONLY_PARCELS);
