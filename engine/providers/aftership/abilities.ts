import type { EntityType } from '../../events/entityType.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { StoreError } from '../storeError.ts';
import type { Ability, StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'AfterShip tells of parcels, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number.';
const OF_THE_CARRIER =
	'In AfterShip, the status of a parcel is what its carrier says. Only "delivered" and "returned" can be set, which ends the tracking.';

const all = <T extends string>(words: readonly T[], reason: string) =>
	Object.fromEntries(words.map((word) => [word, reason])) as Record<T, Ability>;

const onlyShipments: Record<EntityType, Ability> = {
	Order: ONLY_PARCELS,
	Shipment: true,
	Customer: ONLY_PARCELS,
	Product: ONLY_PARCELS,
};

export const abilities: StoreAbilities = {
	lists: onlyShipments,
	listsShipmentsWithOrders: false,
	reads: onlyShipments,
	setsStatus: {
		Order: all(ORDER_STATUSES, ONLY_PARCELS),
		Shipment: { ...all(SHIPMENT_STATUSES, OF_THE_CARRIER), delivered: true, returned: true },
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
	stopsTracking: true,
	trackingCosts:
		'Each number that AfterShip follows counts towards what your plan allows in a month, and may be billed beyond that.',
};

/** @throws StoreError for anything but a shipment */
export function requireShipment(entityType: EntityType): void {
	if (entityType !== 'Shipment') throw new StoreError('rejected', ONLY_PARCELS);
}
