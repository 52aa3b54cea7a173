import { z } from 'zod/v4';
import { line } from '../payloadFields.ts';
import type { StoreInfo } from '../provider.ts';
import { callBigCommerce, readAnswer, type BigCommerceConnection } from './client.ts';
import { storeUrlOf } from './credentials.ts';
import { listWebhooks } from './webhooks.ts';

const storeAnswer = z.object({ name: line });

/** What messages name, as far as the access token may read it. */
const READ = ['/v2/orders', '/v3/customers', '/v3/catalog/products'] as const;

/** Asks for one entry of each list, and for the webhooks. Whether orders may be written shows itself later. */
export async function checkCredentials(connection: BigCommerceConnection): Promise<StoreInfo> {
	const path = '/v2/store';
	const { body } = await callBigCommerce(connection, { method: 'GET', path });
	const { name } = readAnswer(connection, `GET ${path}`, storeAnswer, body);
	const query = { limit: '1' };
	for (const list of READ) await callBigCommerce(connection, { method: 'GET', path: list, query });
	await listWebhooks(connection);
	return { name: name ?? null, storeUrl: storeUrlOf(connection.credentials) };
}
