import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'Sendcloud tells of parcels, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number.';
const OF_THE_CARRIER =
	'In Sendcloud, the status of a parcel is what its carrier says. Only "cancelled" can be asked for.';

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
	addsTracking:
		'Sendcloud makes its own parcels, with numbers of their own. Make the parcel in Sendcloud; its number comes back by itself.',
};

export const requireShipment = requiringShipment(ONLY_PARCELS);
