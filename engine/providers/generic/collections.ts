import type { EntityType } from '../../events/entityType.ts';

/** Where the API has the entities of a type: `/orders`. */
export const COLLECTIONS: Readonly<Record<EntityType, string>> = {
	Order: 'orders',
	Shipment: 'shipments',
	Customer: 'customers',
	Product: 'products',
};

/** The path of one entity. */
export function pathOf(entityType: EntityType, id: string): string {
	return `/${COLLECTIONS[entityType]}/${encodeURIComponent(id)}`;
}
