import { z } from 'zod/v4';
import type { StoreWebhook } from '../provider.ts';
import type { Connection } from '../storeHttp.ts';
import { requiredListOf } from '../payloadFields.ts';
import { sha256 } from '../digests.ts';
import { sameAddress } from '../webAddress.ts';
import { StoreError } from '../storeError.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { REGISTERED_TOPICS } from './topics.ts';
import { webhookSecret } from './verify.ts';
import { write } from './write.ts';

type WooConnection = Connection<WooCommerceCredentials>;

/** The most that WooCommerce gives in one page. */
const PAGE_SIZE = 100;

/** Stops a listing that never ends. */
const MOST_PAGES = 100;

const webhook = z.object({
	id: z.union([z.number(), z.string()]).transform(String),
	name: z.string().catch(''),
	status: z.string().catch('active'),
	topic: z.string().catch(''),
	delivery_url: z.string().catch(''),
});
type Webhook = z.output<typeof webhook>;

/** @see https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks */
export async function listWebhooks(
	call: WooCommerceCall,
	connection: WooConnection,
): Promise<StoreWebhook[]> {
	return (await list(call, connection)).map(toStoreWebhook);
}

/**
 * Makes a webhook for each topic that has none to `url`. One that is paused or was disabled after failed
 * deliveries is switched on again; one that signs with another secret than ours gets ours.
 */
export async function registerWebhooks(
	call: WooCommerceCall,
	connection: WooConnection,
	url: string,
	integrationGuid: string,
): Promise<StoreWebhook[]> {
	const secret = webhookSecret(connection.credentials, integrationGuid);
	const own = await listOwn(call, connection, url);
	const kept: Webhook[] = [];
	for (const topic of REGISTERED_TOPICS) {
		const wanted = {
			name: nameOf(topic, secret),
			topic,
			delivery_url: url,
			secret,
			status: 'active',
		};
		const present = own.find((candidate) => candidate.topic === topic);
		kept.push(await putRight(call, connection, present, wanted));
	}
	const doubles = own.filter(
		({ topic, id }) => REGISTERED_TOPICS.includes(topic) && !kept.some((one) => one.id === id),
	);
	for (const double of doubles) await remove(call, connection, double);
	const others = own.filter(({ topic }) => !REGISTERED_TOPICS.includes(topic));
	return [...kept, ...others].map(toStoreWebhook);
}

export async function removeWebhooks(
	call: WooCommerceCall,
	connection: WooConnection,
	url: string,
): Promise<void> {
	for (const own of await listOwn(call, connection, url)) await remove(call, connection, own);
}

async function putRight(
	call: WooCommerceCall,
	connection: WooConnection,
	present: Webhook | undefined,
	wanted: {
		readonly name: string;
		readonly topic: string;
		readonly secret: string;
		readonly status: string;
	},
): Promise<Webhook> {
	if (present && present.status === wanted.status && present.name === wanted.name) return present;
	const { body } = present
		? await write(call, connection, {
				method: 'PUT',
				path: `/webhooks/${present.id}`,
				json: { name: wanted.name, secret: wanted.secret, status: wanted.status },
			})
		: await write(call, connection, { method: 'POST', path: '/webhooks', json: wanted });
	return read(webhook, body, connection);
}

/**
 * What the shop's list of webhooks shows. A store never tells the secret of a webhook, so the name tells
 * which one it was made with; of a hash, 8 digits give nothing away.
 */
function nameOf(topic: string, secret: string): string {
	return `n8n: ${topic} (${sha256(secret).slice(0, 8)})`;
}

async function listOwn(call: WooCommerceCall, connection: WooConnection, url: string) {
	const all = await list(call, connection);
	return all.filter(({ delivery_url: target }) => sameAddress(target, url));
}

async function list(call: WooCommerceCall, connection: WooConnection): Promise<Webhook[]> {
	const found: Webhook[] = [];
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const { body } = await call(connection, {
			method: 'GET',
			path: '/webhooks',
			query: { status: 'all', per_page: String(PAGE_SIZE), page: String(page) },
		});
		const webhooks = read(requiredListOf(webhook), body, connection);
		const further = webhooks.filter(({ id }) => !found.some((one) => one.id === id));
		// A short page need not be the last: hosts and plugins cut pages shorter than what was asked for.
		if (further.length === 0) break;
		found.push(...further);
	}
	return found;
}

/** Webhooks have no trash: without `force` the answer is 501. */
async function remove(call: WooCommerceCall, connection: WooConnection, { id }: Webhook) {
	try {
		const path = `/webhooks/${id}`;
		await write(call, connection, { method: 'DELETE', path, query: { force: 'true' } });
	} catch (error) {
		if (!(error instanceof StoreError && error.kind === 'not_found')) throw error;
	}
}

function read<T>(schema: z.ZodType<T>, body: unknown, { credentials }: WooConnection): T {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	throw new StoreError(
		'rejected',
		`${credentials.storeUrl} answered about its webhooks with something that is no webhook. A plugin may be changing its API's answers.`,
		{ status: 200 },
	);
}

const toStoreWebhook = ({ id, topic, delivery_url: url, status }: Webhook): StoreWebhook => ({
	id,
	topic,
	url,
	enabled: status === 'active',
});
