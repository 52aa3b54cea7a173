import type { StoreInfo } from '../provider.ts';
import { accountUrl } from './accountUrl.ts';
import type { EasyPostConnection } from './client.ts';
import { modeOf } from './credentials.ts';
import { listWebhooks } from './webhooks.ts';

/** Asks for the webhooks, which publishing needs. EasyPost tells keys no name of their account. */
export async function checkCredentials(connection: EasyPostConnection): Promise<StoreInfo> {
	await listWebhooks(connection);
	const { credentials } = connection;
	const isForTests = modeOf(credentials) === 'test';
	return { name: null, storeUrl: accountUrl(credentials), isForTests };
}
