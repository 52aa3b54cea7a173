import { z } from 'zod/v4';
import { requiredId, text } from '../payloadFields.ts';
import type { StoreWebhook } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { sameAddress } from '../webAddress.ts';
import { callEasyPost, readAnswer, type EasyPostConnection } from './client.ts';
import { webhookSecret } from './verify.ts';

const webhook = z.object({ id: requiredId, url: z.string(), disabled_at: text });
type Webhook = z.output<typeof webhook>;

const listAnswer = z.object({ webhooks: z.array(webhook) });

/** Of the key's mode alone. @see https://docs.easypost.com/docs/webhooks */
export async function listWebhooks(connection: EasyPostConnection): Promise<StoreWebhook[]> {
	return (await list(connection)).map(toStoreWebhook);
}

/**
 * One webhook, for EasyPost posts everything to each. The secret of one that is there is written again: EasyPost
 * does not tell it, and it may be that of another key. That also switches on one that EasyPost has switched off.
 */
export async function registerWebhooks(
	connection: EasyPostConnection,
	url: string,
	integrationGuid: string,
): Promise<StoreWebhook[]> {
	const secret = { webhook_secret: webhookSecret(connection.credentials, integrationGuid) };
	const [present, ...doubles] = await listOwn(connection, url);
	for (const double of doubles) await remove(connection, double);
	const kept = present
		? await write(connection, 'PATCH', `/webhooks/${present.id}`, secret)
		: await write(connection, 'POST', '/webhooks', { webhook: { url, ...secret } });
	return [toStoreWebhook(kept)];
}

export async function removeWebhooks(connection: EasyPostConnection, url: string): Promise<void> {
	for (const own of await listOwn(connection, url)) await remove(connection, own);
}

async function list(connection: EasyPostConnection): Promise<Webhook[]> {
	const path = '/webhooks';
	const { body } = await callEasyPost(connection, { method: 'GET', path });
	return readAnswer(connection, `GET ${path}`, listAnswer, body).webhooks;
}

async function listOwn(connection: EasyPostConnection, url: string): Promise<Webhook[]> {
	return (await list(connection)).filter((one) => sameAddress(one.url, url));
}

async function write(
	connection: EasyPostConnection,
	method: 'POST' | 'PATCH',
	path: string,
	json: object,
): Promise<Webhook> {
	const { body } = await callEasyPost(connection, { method, path, json });
	return readAnswer(connection, `${method} ${path}`, webhook, body);
}

async function remove(connection: EasyPostConnection, { id }: Webhook): Promise<void> {
	try {
		await callEasyPost(connection, { method: 'DELETE', path: `/webhooks/${id}` });
	} catch (error) {
		if (!(error instanceof StoreError && error.kind === 'not_found')) throw error;
	}
}

const toStoreWebhook = ({ id, url, disabled_at: disabledAt }: Webhook): StoreWebhook => ({
	id,
	topic: 'tracker.updated',
	url,
	enabled: !disabledAt,
});
