import type { StoreInfo } from '../provider.ts';
import type { MagentoCall, MagentoConnection } from './client.ts';
import { COLLECTIONS } from './collections.ts';
import { searchQuery } from './search.ts';
import { readStoreViews } from './storeViews.ts';

/** Asks for one of everything, so that a right that is missing is told where the keys are typed. */
export async function checkCredentials(
	call: MagentoCall,
	connection: MagentoConnection,
): Promise<StoreInfo> {
	await readStoreViews(call, connection);
	for (const { path } of Object.values(COLLECTIONS)) {
		const query = searchQuery([], { size: 1, page: 1, sortBy: [] });
		await call(connection, { method: 'GET', path, query });
	}
	// The API tells no name of the shop.
	return { name: null, storeUrl: connection.credentials.storeUrl };
}
