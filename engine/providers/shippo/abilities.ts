import type { EntityType } from '../../events/entityType.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import { StoreError } from '../storeError.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'Shippo is asked for parcels here, and not for orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number, or by the number that the shop has given to the parcel.';
const NO_LIST =
	'Shippo has no list of the parcels that it follows. It reports changes by itself, and parcels that are on their way are asked for again.';
const OF_THE_CARRIER =
	'In Shippo, the status of a parcel is what its carrier says. A label is given back in Shippo itself.';

const DAY_MS = 24 * 3_600_000;

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
	stopsTracking:
		'Shippo cannot be told to follow a number no longer. It ends by itself once the parcel is delivered.',
	// https://goshippo.com/pricing/api: "2¢/track" of what was not bought there, and each call counts.
	trackingCosts:
		'Shippo charges about 2 US cents for each call about a label that was not bought there: two calls when it is told to follow the number, and one a day while the parcel is on its way. Labels that were bought there cost nothing.',
	// Once a day, for each call may cost money. 500 a minute are allowed.
	refreshes: { parcelsAtOnce: 1, callsPerMinute: 120, everyMs: DAY_MS },
};

export const requireShipment = requiringShipment(ONLY_PARCELS);

/** Why nothing is listed. */
export const noList = (entityType: EntityType): StoreError =>
	new StoreError('rejected', entityType === 'Shipment' ? NO_LIST : ONLY_PARCELS);

export const noStatus = (): StoreError => new StoreError('rejected', OF_THE_CARRIER);
