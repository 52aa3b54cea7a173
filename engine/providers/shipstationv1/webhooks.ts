import { z } from 'zod/v4';
import { line, readId, text } from '../payloadFields.ts';
import type { StoreWebhook } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { sameAddress } from '../webAddress.ts';
import { callShipStation, readAnswer, type ShipStationV1Connection } from './client.ts';
import { TOKEN, webhookToken } from './verify.ts';

const EVENTS = ['SHIP_NOTIFY', 'FULFILLMENT_SHIPPED'] as const;
/** Which event an address is for: how version 1 calls it in its list is not documented. */
const EVENT = 'event';
const PATH = '/webhooks';

/** How version 1 writes the names of its fields here (`WebHookID`, `Url`) is not documented for certain. */
const inLowerCase = (given: unknown) =>
	Object.fromEntries(
		Object.entries(Object(given) as object).map(([name, value]) => [name.toLowerCase(), value]),
	);

const webhook = z.preprocess(
	inLowerCase,
	z.object({
		webhookid: z.unknown().transform((value) => readId(value) ?? ''),
		hooktype: line,
		url: text,
		active: z.boolean().nullish().catch(null),
	}),
);
type Webhook = z.output<typeof webhook>;

const listAnswer = z.preprocess(inLowerCase, z.object({ webhooks: z.array(webhook).max(1_000) }));

export async function listWebhooks(connection: ShipStationV1Connection): Promise<StoreWebhook[]> {
	return (await list(connection)).map(toStoreWebhook);
}

/** One that has another secret than it should is replaced: version 1 cannot change one. */
export async function registerWebhooks(
	connection: ShipStationV1Connection,
	url: string,
	integrationGuid: string,
): Promise<StoreWebhook[]> {
	const wanted = new Map(
		EVENTS.map((event) => [event, secretAddress(connection, url, integrationGuid, event)] as const),
	);
	const own = (await list(connection)).filter((one) => isOurs(one, url));
	const kept = new Set<string>();
	for (const one of own) {
		const isRight =
			[...wanted.values()].some((address) => sameAddress(one.url ?? '', address)) &&
			one.active !== false &&
			!kept.has(eventIn(one));
		if (isRight) kept.add(eventIn(one));
		else await remove(connection, one);
	}
	for (const [event, address] of wanted) {
		if (kept.has(event)) continue;
		const json = {
			target_url: address,
			event,
			store_id: null,
			friendly_name: 'n8n-nodes-commerce',
		};
		await callShipStation(connection, { method: 'POST', path: `${PATH}/subscribe`, json });
	}
	return (await list(connection)).filter((one) => isOurs(one, url)).map(toStoreWebhook);
}

export async function removeWebhooks(
	connection: ShipStationV1Connection,
	url: string,
): Promise<void> {
	for (const one of await list(connection)) {
		if (isOurs(one, url)) await remove(connection, one);
	}
}

function secretAddress(
	{ credentials }: ShipStationV1Connection,
	url: string,
	integrationGuid: string,
	event: string,
): string {
	const address = new URL(url);
	address.searchParams.set(TOKEN, webhookToken(credentials, integrationGuid));
	address.searchParams.set(EVENT, event);
	return address.href;
}

async function remove(connection: ShipStationV1Connection, { webhookid: id }: Webhook) {
	try {
		await callShipStation(connection, {
			method: 'DELETE',
			path: `${PATH}/${encodeURIComponent(id)}`,
		});
	} catch (error) {
		if (!(error instanceof StoreError) || error.kind !== 'not_found') throw error;
	}
}

async function list(connection: ShipStationV1Connection): Promise<Webhook[]> {
	const { body } = await callShipStation(connection, { method: 'GET', path: PATH });
	return readAnswer(connection, `GET ${PATH}`, listAnswer, body).webhooks;
}

const isOurs = ({ url: to }: Webhook, url: string) => sameAddress(withoutSecret(to ?? ''), url);

const eventIn = ({ url, hooktype: type }: Webhook): string =>
	(URL.canParse(url ?? '') ? new URL(url!).searchParams.get(EVENT) : null) ?? type ?? '';

/** Nobody has to see the secret of an address. */
function withoutSecret(url: string): string {
	if (!URL.canParse(url)) return url;
	const address = new URL(url);
	address.searchParams.delete(TOKEN);
	address.searchParams.delete(EVENT);
	return address.href;
}

const toStoreWebhook = (one: Webhook): StoreWebhook => ({
	id: one.webhookid,
	topic: eventIn(one),
	url: withoutSecret(one.url ?? ''),
	enabled: one.active !== false,
});
