import { ENTITY_TYPES, type EntityType } from '../../../../engine/events/entityType.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../../engine/events/statuses.ts';
import { allOf } from '../../../../engine/providers/allOf.ts';
import { StoreError } from '../../../../engine/providers/storeError.ts';
import type { Ability, StoreAbilities } from '../../../../engine/providers/storeSide.ts';
import { COLLECTIONS } from './collections.ts';

const NOT_TOLD = 'The API of Sample Cart does not tell these: it has orders and shipments only.';
const FOLLOWS =
	'In Sample Cart, a status follows from what is done with the order. Only "cancelled" can be given to one.';

const told = Object.fromEntries(
	ENTITY_TYPES.map((entityType) => [entityType, COLLECTIONS[entityType] ? true : NOT_TOLD]),
) as Record<EntityType, Ability>;

export const abilities: StoreAbilities = {
	lists: told,
	listsShipmentsWithOrders: false,
	reads: told,
	setsStatus: {
		Order: { ...allOf(ORDER_STATUSES, FOLLOWS), cancelled: true },
		Shipment: allOf(SHIPMENT_STATUSES, FOLLOWS),
	},
	ownStatuses: 'The orders of Sample Cart have no statuses of the shop’s own.',
	addsTracking: true,
};

/** @throws StoreError for a type that Sample Cart does not have */
export function collectionOf(entityType: EntityType) {
	const collection = COLLECTIONS[entityType];
	if (collection === undefined) throw new StoreError('rejected', NOT_TOLD);
	return collection;
}
