import { z } from 'zod/v4';
import { line, requiredId, text } from '../payloadFields.ts';
import type { StoreWebhook } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { sameAddress } from '../webAddress.ts';
import { callShipStation, readAnswer, type ShipStationConnection } from './client.ts';

/** What ShipStation shall post, by its own names for events. */
const EVENTS = [
	'track_event_v2',
	'label_created_v2',
	'fulfillment_created_v2',
	'fulfillment_shipped_v2',
	'fulfillment_updated_v2',
	'fulfillment_canceled_v2',
] as const;
const PATH = '/environment/webhooks';

const webhook = z.object({ webhook_id: requiredId, url: text, event: line });
type Webhook = z.output<typeof webhook>;

export async function listWebhooks(connection: ShipStationConnection): Promise<StoreWebhook[]> {
	return (await list(connection)).map(toStoreWebhook);
}

/** ShipStation keeps one webhook for each event. */
export async function registerWebhooks(
	connection: ShipStationConnection,
	url: string,
): Promise<StoreWebhook[]> {
	const own = (await list(connection)).filter((one) => sameAddress(one.url ?? '', url));
	for (const event of EVENTS) {
		if (own.some((one) => one.event === event)) continue;
		const json = { name: 'n8n-nodes-commerce', event, url };
		const { body } = await callShipStation(connection, { method: 'POST', path: PATH, json });
		const { webhook_id: id } = readAnswer(connection, `POST ${PATH}`, createAnswer, body);
		own.push({ webhook_id: id, url, event });
	}
	return own.map(toStoreWebhook);
}

const createAnswer = z.object({ webhook_id: requiredId });

export async function removeWebhooks(
	connection: ShipStationConnection,
	url: string,
): Promise<void> {
	for (const { webhook_id: id, url: to } of await list(connection)) {
		if (!sameAddress(to ?? '', url)) continue;
		const path = `${PATH}/${encodeURIComponent(id)}`;
		try {
			await callShipStation(connection, { method: 'DELETE', path });
		} catch (error) {
			if (!(error instanceof StoreError) || error.kind !== 'not_found') throw error;
		}
	}
}

async function list(connection: ShipStationConnection): Promise<Webhook[]> {
	const { body } = await callShipStation(connection, { method: 'GET', path: PATH });
	return readAnswer(connection, `GET ${PATH}`, z.array(webhook).max(1_000), body);
}

const toStoreWebhook = ({ webhook_id: id, url, event }: Webhook): StoreWebhook => ({
	id,
	topic: event ?? '',
	url: url ?? '',
	enabled: true,
});
