import { z } from 'zod/v4';
import type { StoreWebhook } from '../provider.ts';
import type { Connection } from '../storeHttp.ts';
import { sameAddress } from '../webAddress.ts';
import { callStore, readAnswer, unlessAbsent } from './client.ts';
import type { GenericCredentials } from './credentials.ts';
import { TOPICS } from './topics.ts';

type GenericConnection = Connection<GenericCredentials>;

const EVENTS: readonly string[] = [...TOPICS.keys()];

const webhook = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	url: z.string(),
	/** Where the store does not tell, it sends everything. */
	events: z.array(z.string()).default([...EVENTS]),
	enabled: z.boolean().default(true),
});
type Webhook = z.output<typeof webhook>;

const listAnswer = z.object({ data: z.array(webhook) });

export async function listWebhooks(connection: GenericConnection): Promise<StoreWebhook[]> {
	return ((await list(connection)) ?? []).map(toStoreWebhook);
}

/**
 * Makes one webhook with all events. One that lacks some of them, or is switched off, is replaced by a
 * new one, which is made before the old one goes.
 *
 * @returns an empty list for a store that lets nobody register webhooks by its API: there the merchant
 * has to enter the address
 */
export async function registerWebhooks(
	connection: GenericConnection,
	url: string,
): Promise<StoreWebhook[]> {
	const all = await list(connection);
	if (all === null) return [];
	const own = all.filter((one) => sameAddress(one.url, url));
	const kept = own.find(isComplete) ?? (await create(connection, url));
	if (kept === null) return [];
	for (const other of own) if (other.id !== kept.id) await remove(connection, other);
	return [toStoreWebhook(kept)];
}

export async function removeWebhooks(connection: GenericConnection, url: string): Promise<void> {
	for (const one of (await list(connection)) ?? []) {
		if (sameAddress(one.url, url)) await remove(connection, one);
	}
}

function isComplete({ enabled, events }: Webhook): boolean {
	return enabled && EVENTS.every((event) => events.includes(event));
}

/** @returns `null` for a store that keeps no webhooks */
async function list(connection: GenericConnection): Promise<Webhook[] | null> {
	const answer = await unlessAbsent(callStore(connection, { method: 'GET', path: '/webhooks' }));
	return (
		answer && readAnswer(connection, 'GET /webhooks', () => listAnswer.parse(answer.body)).data
	);
}

async function create(connection: GenericConnection, url: string): Promise<Webhook | null> {
	const answer = await unlessAbsent(
		callStore(connection, { method: 'POST', path: '/webhooks', json: { url, events: EVENTS } }),
	);
	return answer && readAnswer(connection, 'POST /webhooks', () => webhook.parse(answer.body));
}

async function remove(connection: GenericConnection, { id }: Webhook): Promise<void> {
	const path = `/webhooks/${encodeURIComponent(id)}`;
	await unlessAbsent(callStore(connection, { method: 'DELETE', path }));
}

const toStoreWebhook = ({ id, url, events, enabled }: Webhook): StoreWebhook => ({
	id,
	topic: EVENTS.every((event) => events.includes(event)) ? 'all events' : events.join(', '),
	url,
	enabled,
});
