import type { StoreInfo } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import type { ShippoConnection } from './client.ts';
import { isForTests } from './credentials.ts';
import { listWebhooks } from './webhooks.ts';

/** Asks for the webhooks, which publishing needs. Shippo tells tokens no name of their account. */
export async function checkCredentials(connection: ShippoConnection): Promise<StoreInfo> {
	await listWebhooks(connection);
	const { credentials } = connection;
	return {
		name: null,
		storeUrl: accountUrl(credentials),
		isForTests: isForTests(credentials),
	};
}
