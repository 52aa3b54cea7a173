import type { Connection } from '../storeHttp.ts';
import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { ShopifyCall } from './client.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { askOf } from './graphql/ask.ts';
import { listChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import type { Shop } from './shop.ts';
import { updateStatus } from './updateStatus.ts';

/** @param wait resolves after so many milliseconds: between two looks at work that Shopify does later */
export function createShopifyStoreSide(
	call: ShopifyCall,
	now: () => Date,
	wait: (ms: number) => Promise<void>,
): StoreSide<ShopifyCredentials> {
	const shopOf = (connection: Connection<ShopifyCredentials>): Shop => ({
		ask: askOf(call, connection),
		storeUrl: connection.credentials.storeUrl,
		now,
		wait,
	});
	return {
		abilities,
		listChanges: async (connection, entityType, position) =>
			await listChanges(call, connection, entityType, position),
		readEntity: async (connection, entityType, id) =>
			await readEntity(askOf(call, connection), entityType, id),
		updateStatus: async (connection, update) => await updateStatus(shopOf(connection), update),
		addTracking: async (connection, tracking) => await addTracking(shopOf(connection), tracking),
	};
}
