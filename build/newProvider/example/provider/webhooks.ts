import { z } from 'zod/v4';
import { requiredId, requiredListOf } from '../../../../engine/providers/payloadFields.ts';
import type { StoreWebhook } from '../../../../engine/providers/provider.ts';
import { sameAddress } from '../../../../engine/providers/webAddress.ts';
import { callSamplecart, readAnswer, unlessAbsent, type SamplecartConnection } from './client.ts';
import { TOPICS } from './topics.ts';
import { webhookSecret } from './webhookSecret.ts';

const webhook = z.object({
	id: requiredId,
	url: z.string(),
	topic: z.string(),
	active: z.boolean().default(true),
});
type Webhook = z.output<typeof webhook>;

const listAnswer = z.object({ data: requiredListOf(webhook) });

export async function listWebhooks(connection: SamplecartConnection): Promise<StoreWebhook[]> {
	return (await list(connection)).map(toStoreWebhook);
}

/** Makes one for each topic. One that is switched off is replaced. */
export async function registerWebhooks(
	connection: SamplecartConnection,
	url: string,
	integrationGuid: string,
): Promise<StoreWebhook[]> {
	const own = (await list(connection)).filter((one) => sameAddress(one.url, url));
	const secret = webhookSecret(connection.credentials, integrationGuid);
	const registered: Webhook[] = [];
	for (const topic of TOPICS) {
		const kept = own.find((one) => one.topic === topic && one.active);
		registered.push(kept ?? (await create(connection, { url, topic, secret })));
	}
	const kept = new Set(registered.map(({ id }) => id));
	for (const other of own) if (!kept.has(other.id)) await remove(connection, other);
	return registered.map(toStoreWebhook);
}

export async function removeWebhooks(connection: SamplecartConnection, url: string): Promise<void> {
	for (const one of await list(connection)) {
		if (sameAddress(one.url, url)) await remove(connection, one);
	}
}

async function list(connection: SamplecartConnection): Promise<Webhook[]> {
	const { body } = await callSamplecart(connection, { method: 'GET', path: '/webhooks' });
	return readAnswer(connection, 'GET /webhooks', listAnswer, body).data;
}

async function create(connection: SamplecartConnection, json: object): Promise<Webhook> {
	const { body } = await callSamplecart(connection, { method: 'POST', path: '/webhooks', json });
	return readAnswer(connection, 'POST /webhooks', webhook, body);
}

async function remove(connection: SamplecartConnection, { id }: Webhook): Promise<void> {
	const path = `/webhooks/${encodeURIComponent(id)}`;
	await unlessAbsent(callSamplecart(connection, { method: 'DELETE', path }));
}

const toStoreWebhook = ({ id, topic, url, active }: Webhook): StoreWebhook => ({
	...{ id, topic, url },
	enabled: active,
});
