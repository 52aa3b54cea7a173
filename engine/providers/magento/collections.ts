import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { StoreReading } from '../storeReading.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { normaliseProduct } from './normaliseProduct.ts';
import { normaliseShipment } from './normaliseShipment.ts';
import type { StoreViews } from './storeViews.ts';

type Collection = {
	/** Where it is searched. */
	readonly path: string;
	/** By which entities are found. */
	readonly idField: string;
	/** In what a search gives. */
	readonly idKey: 'entity_id' | 'id';
	/** @throws ZodError */
	normalise(payload: unknown, views: StoreViews, reading?: StoreReading): Observation;
};

/** Where the API has the entities of each type. */
export const COLLECTIONS: Readonly<Record<EntityType, Collection>> = {
	Order: {
		path: '/orders',
		idField: 'entity_id',
		idKey: 'entity_id',
		normalise: normaliseOrder,
	},
	Shipment: {
		path: '/shipments',
		idField: 'entity_id',
		idKey: 'entity_id',
		normalise: normaliseShipment,
	},
	Customer: {
		path: '/customers/search',
		idField: 'entity_id',
		idKey: 'id',
		normalise: normaliseCustomer,
	},
	Product: { path: '/products', idField: 'entity_id', idKey: 'id', normalise: normaliseProduct },
};
