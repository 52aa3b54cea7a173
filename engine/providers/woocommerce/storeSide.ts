import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { listOrderStatuses } from './orderStatuses.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

/** Reading from a WooCommerce shop and writing to it. @param now for a shop that does not tell the time */
export function createWooCommerceStoreSide(
	call: WooCommerceCall,
	now: () => Date,
): StoreSide<WooCommerceCredentials> {
	return {
		abilities,
		listChanges: async (connection, entityType, position) =>
			await listChanges(call, connection, entityType, position, now),
		readEntity: async (connection, entityType, id) =>
			await readEntity(call, connection, entityType, id),
		listOrderStatuses: async (connection) => await listOrderStatuses(call, connection),
		updateStatus: async (connection, update) => await updateStatus(call, connection, update),
		addTracking: async (connection, tracking) => await addTracking(call, connection, tracking),
	};
}
