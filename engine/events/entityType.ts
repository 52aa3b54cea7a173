/** The four kinds of entity that a store reports on. Written as the REST API writes them. */
export const ENTITY_TYPES = ['Order', 'Shipment', 'Customer', 'Product'] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];
