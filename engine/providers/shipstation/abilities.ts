import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'ShipStation tells of parcels here, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number.';
const OF_THE_CARRIER =
	'In ShipStation, the status of a parcel is what its carrier says. Only "cancelled" can be asked for: the label is voided.';

const onlyShipments = shipmentsAlone(true, ONLY_PARCELS);

export const abilities: StoreAbilities = {
	lists: onlyShipments,
	listsShipmentsWithOrders: false,
	reads: onlyShipments,
	setsStatus: {
		Order: allOf(ORDER_STATUSES, ONLY_PARCELS),
		Shipment: { ...allOf(SHIPMENT_STATUSES, OF_THE_CARRIER), cancelled: true },
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
	// Two calls for each parcel, a quarter of what is allowed. What the carrier says is posted; this finds what was lost.
	refreshes: { parcelsAtOnce: 1, callsPerMinute: 25, everyMs: 12 * 3_600_000 },
};

export const requireShipment = requiringShipment(ONLY_PARCELS);
