import type { StoreInfo } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { accountUrl } from './accountUrl.ts';
import { callShipStation, type ShipStationConnection } from './client.ts';
import { listWebhooks } from './webhooks.ts';

/** Asks for one label, and for the webhooks: publishing needs both. ShipStation tells no name of an account. */
export async function checkCredentials(connection: ShipStationConnection): Promise<StoreInfo> {
	const { credentials } = connection;
	if (credentials.apiKey.startsWith('TEST_')) {
		throw new StoreError(
			'unauthorized',
			`The key is one of the sandbox of ${credentials.apiUrl}, which reports nothing by itself. Take a key of production.`,
		);
	}
	const query = { page_size: '1' };
	await callShipStation(connection, { method: 'GET', path: '/labels', query });
	await listWebhooks(connection);
	return { name: null, storeUrl: accountUrl(credentials) };
}
