import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'ShipStation tells of parcels here, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number.';
const NO_CARRIERS =
	'Version 1 of ShipStation\'s API knows nothing of what carriers say. Only "cancelled" can be asked for: the label is voided.';

const onlyShipments = shipmentsAlone(true, ONLY_PARCELS);

export const abilities: StoreAbilities = {
	lists: onlyShipments,
	listsShipmentsWithOrders: false,
	reads: onlyShipments,
	setsStatus: {
		Order: allOf(ORDER_STATUSES, ONLY_PARCELS),
		Shipment: { ...allOf(SHIPMENT_STATUSES, NO_CARRIERS), cancelled: true },
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
};

export const requireShipment = requiringShipment(ONLY_PARCELS);
