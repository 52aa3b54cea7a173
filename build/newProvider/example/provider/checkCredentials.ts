import { z } from 'zod/v4';
import { text } from '../../../../engine/providers/payloadFields.ts';
import type { StoreInfo } from '../../../../engine/providers/provider.ts';
import { callSamplecart, readAnswer, type SamplecartConnection } from './client.ts';
import { listWebhooks } from './webhooks.ts';

const shop = z.object({ name: text });

/** Asks for what publishing needs: the shop, and its webhooks. */
export async function checkCredentials(connection: SamplecartConnection): Promise<StoreInfo> {
	const { body } = await callSamplecart(connection, { method: 'GET', path: '/shop' });
	const { name } = readAnswer(connection, 'GET /shop', shop, body);
	await listWebhooks(connection);
	return { name: name ?? null, storeUrl: connection.credentials.storeUrl };
}
