import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../events/statuses.ts';
import type { Ability, StoreAbilities } from '../storeSide.ts';

const NO_STATUS = '"unknown" is no status that a shop can be given. Choose another one.';

/** Each status may be asked for. Whether the order can have it now is for the shop to say. */
const allBut = <T extends string>(statuses: readonly T[]): Record<T, Ability> =>
	Object.fromEntries(
		statuses.map((status) => [status, status === 'unknown' ? NO_STATUS : true]),
	) as Record<T, Ability>;

/** What docs/generic-store.md has. A shop that has left a part of it out says so when it is asked. */
export const abilities: StoreAbilities = {
	lists: { Order: true, Shipment: true, Customer: true, Product: true },
	listsShipmentsWithOrders: false,
	reads: { Order: true, Shipment: true, Customer: true, Product: true },
	setsStatus: { Order: allBut(ORDER_STATUSES), Shipment: allBut(SHIPMENT_STATUSES) },
	ownStatuses:
		'A generic store is told the statuses of this package. Choose one of the list under "Status".',
	addsTracking: true,
};
