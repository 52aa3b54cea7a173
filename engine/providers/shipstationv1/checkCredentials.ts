import type { StoreInfo } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { callShipStation, type ShipStationV1Connection } from './client.ts';
import { listWebhooks } from './webhooks.ts';

/** Asks for one label, and for the webhooks: publishing needs both. ShipStation tells no name of an account. */
export async function checkCredentials(connection: ShipStationV1Connection): Promise<StoreInfo> {
	const query = { pageSize: '1' };
	await callShipStation(connection, { method: 'GET', path: '/shipments', query });
	await listWebhooks(connection);
	return { name: null, storeUrl: accountUrl(connection.credentials) };
}
