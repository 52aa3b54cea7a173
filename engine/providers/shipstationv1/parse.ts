import { receiptKeyOf } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readText } from '../payloadFields.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { namedIn } from './search.ts';

/** They name labels that were bought, or numbers that were entered. */
const NAMING: ReadonlySet<string> = new Set([
	'SHIP_NOTIFY',
	'ITEM_SHIP_NOTIFY',
	'FULFILLMENT_SHIPPED',
]);

/** Of a time in ISO 8601: the day and the hour. */
const HOUR = 'yyyy-mm-ddThh'.length;

/**
 * A message has an address to read from, and nothing else. No address of a message is ever called: what is in it is
 * looked for under our own.
 *
 * ShipStation gives a message no id, and says neither when it was sent: what is named once more in another hour may
 * have changed.
 *
 * @see https://docs.shipstation.com/apis/shipstation-v1/docs/models/webhook
 */
export function parse({ body, receivedAt }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const topic = readText(parsed.object.resource_type, LONGEST_LINE);
	if (topic === null) {
		return { kind: 'malformed', detail: '"resource_type" is missing, such as "SHIP_NOTIFY".' };
	}
	if (!NAMING.has(topic)) return { kind: 'uninteresting', topic };
	const id = namedIn(readText(parsed.object.resource_url, LONGEST_LINE) ?? '');
	if (id === null) {
		return {
			kind: 'useless',
			detail: `"resource_url" of "${topic}" names no parcels of ShipStation.`,
		};
	}
	return {
		kind: 'pointer',
		topic,
		receiptKey: receiptKeyOf(topic, id, receivedAt.toISOString().slice(0, HOUR)),
		entityType: 'Shipment',
		id,
	};
}
