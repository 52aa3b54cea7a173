import { z } from 'zod/v4';
import { requiredId, text } from '../payloadFields.ts';
import type { StoreWebhook } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { sameAddress } from '../webAddress.ts';
import { callShippo, readAnswer, type ShippoConnection } from './client.ts';
import { isForTests } from './credentials.ts';
import { addressToken, TOKEN } from './verify.ts';

/** What carriers say, and that a label was made or given back. */
const EVENTS = ['track_updated', 'transaction_created', 'transaction_updated'] as const;

/** Shippo's own limit. */
const LONGEST_ADDRESS = 199;
/** Stops a listing that never ends. */
const MOST_PAGES = 20;

const webhook = z.object({
	object_id: requiredId,
	event: z.string(),
	url: z.string(),
	active: z.boolean().nullish(),
	is_test: z.boolean().nullish(),
});
type Webhook = z.output<typeof webhook>;

const listAnswer = z.object({ results: z.array(webhook), next: text });

/** @see https://docs.goshippo.com/docs/tracking/webhooks */
export async function listWebhooks(connection: ShippoConnection): Promise<StoreWebhook[]> {
	return (await list(connection)).map(toStoreWebhook);
}

/**
 * One webhook for each event, with our token behind the address. One that Shippo has switched off, or that has the
 * token of another account, is put right.
 */
export async function registerWebhooks(
	connection: ShippoConnection,
	url: string,
	integrationGuid: string,
): Promise<StoreWebhook[]> {
	const wanted = {
		url: `${url}${url.includes('?') ? '&' : '?'}${TOKEN}=${addressToken(connection.credentials, integrationGuid)}`,
		active: true,
		is_test: isForTests(connection.credentials),
	};
	if (wanted.url.length > LONGEST_ADDRESS) {
		throw new StoreError(
			'rejected',
			`The address that Shippo would post to has ${wanted.url.length} characters, and Shippo takes at most ${LONGEST_ADDRESS}. Give n8n a shorter address (WEBHOOK_URL).`,
		);
	}
	const own = await listOwn(connection, url);
	const isRight = (one: Webhook) =>
		sameAddress(one.url, wanted.url) &&
		one.active !== false &&
		(one.is_test ?? false) === wanted.is_test;
	const kept = EVENTS.map((event) => {
		const ofEvent = own.filter((one) => one.event === event);
		return { event, present: ofEvent.find(isRight) ?? ofEvent[0] };
	});
	for (const one of own) {
		if (!kept.some(({ present }) => present === one)) await remove(connection, one);
	}
	const registered: Webhook[] = [];
	for (const { event, present } of kept) {
		const json = { event, ...wanted };
		if (present && isRight(present)) registered.push(present);
		else if (present) registered.push(await write(connection, 'PUT', pathOf(present), json));
		else registered.push(await write(connection, 'POST', '/webhooks', json));
	}
	return registered.map(toStoreWebhook);
}

export async function removeWebhooks(connection: ShippoConnection, url: string): Promise<void> {
	for (const own of await listOwn(connection, url)) await remove(connection, own);
}

async function list(connection: ShippoConnection): Promise<Webhook[]> {
	const found: Webhook[] = [];
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const query = { page: String(page), results: '100' };
		const { body } = await callShippo(connection, { method: 'GET', path: '/webhooks', query });
		const { results, next } = readAnswer(connection, 'GET /webhooks', listAnswer, body);
		const further = results.filter(
			(one) => !found.some((known) => known.object_id === one.object_id),
		);
		found.push(...further);
		if (!next || further.length === 0) break;
	}
	return found;
}

async function listOwn(connection: ShippoConnection, url: string): Promise<Webhook[]> {
	return (await list(connection)).filter((one) => sameAddress(withoutToken(one.url), url));
}

async function write(
	connection: ShippoConnection,
	method: 'POST' | 'PUT',
	path: string,
	json: object,
): Promise<Webhook> {
	const { body } = await callShippo(connection, { method, path, json });
	return readAnswer(connection, `${method} ${path}`, webhook, body);
}

async function remove(connection: ShippoConnection, one: Webhook): Promise<void> {
	try {
		await callShippo(connection, { method: 'DELETE', path: pathOf(one) });
	} catch (error) {
		if (!(error instanceof StoreError && error.kind === 'not_found')) throw error;
	}
}

const pathOf = ({ object_id: id }: Webhook) => `/webhooks/${encodeURIComponent(id)}`;

/** What is shown to people has no token. */
const withoutToken = (url: string) => url.replace(new RegExp(`[?&]${TOKEN}=[^&]*$`), '');

const toStoreWebhook = ({ object_id: id, event: topic, url, active }: Webhook): StoreWebhook => ({
	id,
	topic,
	url: withoutToken(url),
	enabled: active !== false,
});
