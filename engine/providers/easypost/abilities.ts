import type { EntityType } from '../../events/entityType.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { allOf } from '../allOf.ts';
import { requiringShipment, shipmentsAlone } from '../parcelsAlone.ts';
import { StoreError } from '../storeError.ts';
import type { StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'EasyPost tells of parcels, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number, or by the number that the shop has given to the parcel.';
const NO_CHANGES =
	'EasyPost lists parcels by the day since which it follows them, and not by what has changed. It reports changes by itself, and parcels that are on their way are asked for again.';
const OF_THE_CARRIER =
	'In EasyPost, the status of a parcel is what its carrier says. A label is given back in EasyPost itself, under Shipments.';

const HOUR_MS = 3_600_000;

export const abilities: StoreAbilities = {
	lists: shipmentsAlone(NO_CHANGES, ONLY_PARCELS),
	listsShipmentsWithOrders: false,
	reads: shipmentsAlone(true, ONLY_PARCELS),
	setsStatus: {
		Order: allOf(ORDER_STATUSES, ONLY_PARCELS),
		Shipment: allOf(SHIPMENT_STATUSES, OF_THE_CARRIER),
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
	stopsTracking: true,
	// The fee of the answers that EasyPost's own libraries have recorded: `TrackerFee`, 0.02.
	trackingCosts:
		'EasyPost charges about 2 US cents for each number that it is told to follow. What it follows of labels that were bought there costs nothing.',
	// A quarter of the five calls a second that lists may have; for single reads, no number is documented.
	refreshes: { parcelsAtOnce: 1, callsPerMinute: 75, everyMs: 6 * HOUR_MS },
};

export const requireShipment = requiringShipment(ONLY_PARCELS);

/** Why nothing is listed. */
export const noChanges = (entityType: EntityType): StoreError =>
	new StoreError('rejected', entityType === 'Shipment' ? NO_CHANGES : ONLY_PARCELS);

export const noStatus = (): StoreError => new StoreError('rejected', OF_THE_CARRIER);
