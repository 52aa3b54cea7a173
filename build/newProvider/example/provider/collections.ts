import type { EntityType } from '../../../../engine/events/entityType.ts';
import type { Observation } from '../../../../engine/events/observation.ts';
import { observeOrder } from './orderData.ts';
import { observeShipment } from './shipmentData.ts';

type Collection = {
	readonly path: string;
	/** @throws ZodError */
	observe(entity: unknown): Observation[];
};

/** Where the API has the entities of each type that it has. */
export const COLLECTIONS: Partial<Record<EntityType, Collection>> = {
	Order: { path: '/orders', observe: observeOrder },
	Shipment: { path: '/shipments', observe: (entity) => [observeShipment(entity)] },
};
