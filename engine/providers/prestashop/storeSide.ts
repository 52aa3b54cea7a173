import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { PrestaShopCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { listOrderStatuses } from './orderStatuses.ts';
import { readEntity } from './readEntity.ts';
import type { PrestaShop } from './shop.ts';
import { updateStatus } from './updateStatus.ts';

/** Reading from a PrestaShop shop and writing to it. */
export function createPrestaShopStoreSide(shop: PrestaShop): StoreSide<PrestaShopCredentials> {
	return {
		abilities,
		listChanges: async (connection, entityType, position) =>
			await listChanges(shop, connection, entityType, position),
		readEntity: async (connection, entityType, id) =>
			await readEntity(shop, connection, entityType, id),
		listOrderStatuses: async (connection) => await listOrderStatuses(shop, connection),
		updateStatus: async (connection, update) => await updateStatus(shop, connection, update),
		addTracking: async (connection, tracking) => await addTracking(shop, connection, tracking),
	};
}
