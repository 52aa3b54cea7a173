import { z } from 'zod/v4';
import type { Connection, StoreWebhook } from '../provider.ts';
import { sameAddress } from '../sameAddress.ts';
import { StoreError } from '../storeError.ts';
import { callStore } from './client.ts';
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
	return answer && read(listAnswer, answer.body, connection, 'GET').data;
}

async function create(connection: GenericConnection, url: string): Promise<Webhook | null> {
	const answer = await unlessAbsent(
		callStore(connection, { method: 'POST', path: '/webhooks', json: { url, events: EVENTS } }),
	);
	return answer && read(webhook, answer.body, connection, 'POST');
}

async function remove(connection: GenericConnection, { id }: Webhook): Promise<void> {
	const path = `/webhooks/${encodeURIComponent(id)}`;
	await unlessAbsent(callStore(connection, { method: 'DELETE', path }));
}

/** 404, 405 and 501 are how a store says that it has no such thing. */
async function unlessAbsent<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof StoreError && [404, 405, 501].includes(error.status ?? 0)) return null;
		throw error;
	}
}

function read<T>(
	schema: z.ZodType<T>,
	body: unknown,
	{ credentials }: GenericConnection,
	method: string,
): T {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	throw new StoreError(
		'rejected',
		`${credentials.storeUrl} answered to ${method} /webhooks with something else than docs/generic-store.md describes: ${z.prettifyError(parsed.error).replace(/\s+/g, ' ')}`,
		{ status: 200 },
	);
}

const toStoreWebhook = ({ id, url, events, enabled }: Webhook): StoreWebhook => ({
	id,
	topic: EVENTS.every((event) => events.includes(event)) ? 'all events' : events.join(', '),
	url,
	enabled,
});
