import { z } from 'zod/v4';
import type { StoreInfo } from '../provider.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import { callStore } from './client.ts';
import type { GenericCredentials } from './credentials.ts';
import { listWebhooks } from './webhooks.ts';

const health = z.object({ name: z.string().nullish().catch(null) });

/** Asks the store how it is, and for its webhooks: publishing needs both, and a key may see only one. */
export async function checkCredentials(
	connection: Connection<GenericCredentials>,
): Promise<StoreInfo> {
	const { storeUrl } = connection.credentials;
	const { body } = await callStore(connection, { method: 'GET', path: '/health' });
	const read = health.safeParse(body);
	if (!read.success) {
		throw new StoreError(
			'rejected',
			`${storeUrl}/health must answer with an object such as {"name": "My shop"}. Is this the address of the shop's API?`,
			{ status: 200 },
		);
	}
	await listWebhooks(connection);
	return { name: read.data.name ?? null, storeUrl };
}
