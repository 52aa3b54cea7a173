import type { EntityType } from '../events/entityType.ts';
import { StoreError } from './storeError.ts';
import type { Ability } from './storeSide.ts';

/** What a system can do that tells of parcels alone. @param reason why not with anything else */
export const shipmentsAlone = (shipment: Ability, reason: string): Record<EntityType, Ability> => ({
	Order: reason,
	Shipment: shipment,
	Customer: reason,
	Product: reason,
});

/** @throws StoreError with the reason for anything but a shipment */
export const requiringShipment =
	(reason: string) =>
	(entityType: EntityType): void => {
		if (entityType !== 'Shipment') throw new StoreError('rejected', reason);
	};
