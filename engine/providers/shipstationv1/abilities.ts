import type { EntityType } from '../../events/entityType.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import { StoreError } from '../storeError.ts';
import type { Ability, StoreAbilities } from '../storeSide.ts';

const ONLY_PARCELS =
	'ShipStation tells of parcels here, and not of orders, customers or products. Connect the shop beside it: a parcel finds its order by the order number.';
const NO_CARRIERS =
	'Version 1 of ShipStation\'s API knows nothing of what carriers say. Only "cancelled" can be asked for: the label is voided.';

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
		Shipment: { ...all(SHIPMENT_STATUSES, NO_CARRIERS), cancelled: true },
	},
	ownStatuses: ONLY_PARCELS,
	addsTracking: true,
};

/** @throws StoreError for anything but a shipment */
export function requireShipment(entityType: EntityType): void {
	if (entityType !== 'Shipment') throw new StoreError('rejected', ONLY_PARCELS);
}
