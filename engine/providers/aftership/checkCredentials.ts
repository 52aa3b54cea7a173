import type { StoreInfo } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import { callAfterShip, readAnswer, type AfterShipConnection } from './client.ts';
import { listedTrackings } from './trackingData.ts';

/** Asks for one tracking. AfterShip tells no name of an account, and nothing by which the webhook secret is known. */
export async function checkCredentials(connection: AfterShipConnection): Promise<StoreInfo> {
	const query = { limit: '1' };
	const { body } = await callAfterShip(connection, { method: 'GET', path: '/trackings', query });
	readAnswer(connection, 'GET /trackings', listedTrackings, body);
	return { name: null, storeUrl: accountUrl(connection.credentials) };
}
