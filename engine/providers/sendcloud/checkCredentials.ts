import type { StoreInfo } from '../provider.ts';
import { callSendcloud, type SendcloudConnection } from './client.ts';
import { accountUrl } from './accountUrl.ts';
import { listWebhooks } from './webhooks.ts';

/** Asks for one parcel, and for the webhooks: publishing needs both. Sendcloud tells no name of an account. */
export async function checkCredentials(connection: SendcloudConnection): Promise<StoreInfo> {
	const query = { page_size: '1' };
	await callSendcloud(connection, { method: 'GET', path: '/shipments', query });
	await listWebhooks(connection);
	return { name: null, storeUrl: accountUrl(connection.credentials) };
}
