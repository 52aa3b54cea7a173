import type { EntityType } from '../../events/entityType.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import type { BigCommerceConnection } from './client.ts';
import { listOrders } from './listOrders.ts';
import { listPages } from './listPages.ts';

/** One page of what has changed. */
export async function listChanges(
	connection: BigCommerceConnection,
	entityType: EntityType,
	position: ListPosition,
): Promise<ListPage> {
	switch (entityType) {
		case 'Order':
			return await listOrders(connection, position);
		case 'Customer':
		case 'Product':
			return await listPages(connection, entityType, position);
		case 'Shipment':
			throw new StoreError('rejected', String(abilities.lists.Shipment));
	}
}
