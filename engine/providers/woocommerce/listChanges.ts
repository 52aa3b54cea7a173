import type { EntityType } from '../../events/entityType.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { listCustomers } from './listCustomers.ts';
import { listModified } from './listModified.ts';

/** One page of what has changed. @param now for a shop that does not tell the time */
export async function listChanges(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	entityType: EntityType,
	position: ListPosition,
	now: () => Date,
): Promise<ListPage> {
	switch (entityType) {
		case 'Order':
		case 'Product':
			return await listModified(call, connection, entityType, position, now);
		case 'Customer':
			return await listCustomers(call, connection, position, now);
		case 'Shipment':
			throw new StoreError('rejected', String(abilities.lists.Shipment));
	}
}
