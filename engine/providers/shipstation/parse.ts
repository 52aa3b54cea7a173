import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readText } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { namedIn, numberedIn } from './namedIn.ts';
import { lastSaidAt, observeTracking, trackingData } from './trackingData.ts';

/** What a carrier says; the second is how accounts of ShipEngine's own call it. */
const TRACKED: ReadonlySet<string> = new Set(['TRACK_EVENT_V2', 'API_TRACK']);
/** They name labels and fulfillments. */
const NAMING: ReadonlySet<string> = new Set([
	'LABEL_CREATED_V2',
	'FULFILLMENT_CREATED_V2',
	'FULFILLMENT_SHIPPED_V2',
	'FULFILLMENT_UPDATED_V2',
	'FULFILLMENT_CANCELED_V2',
]);

const trackingPayload = z.object({ labelId: z.string(), data: trackingData });

/**
 * What a carrier says is in the message itself; of everything else, the message has only an address to read from. No
 * address of a message is ever called: what is in it is looked for under our own.
 *
 * ShipStation gives a message no id. Two messages that name the same are told apart by the time that is signed.
 *
 * @see https://docs.shipstation.com/apis/docs/guides/webhooks-schemas
 */
export function parse({ headers, body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const topic = readText(parsed.object.resource_type, LONGEST_LINE);
	if (topic === null) {
		return {
			kind: 'malformed',
			detail: '"resource_type" is missing, such as "TRACK_EVENT_V2".',
		};
	}
	const isTracked = TRACKED.has(topic);
	if (!isTracked && !NAMING.has(topic)) return { kind: 'uninteresting', topic };
	const url = readText(parsed.object.resource_url, LONGEST_LINE) ?? '';
	const id = namedIn(url) ?? (isTracked ? numberedIn(numberIn(parsed.object.data)) : null);
	if (id === null) {
		return {
			kind: 'useless',
			detail: `"resource_url" of "${topic}" names no label and no fulfillment of ShipStation.`,
		};
	}
	const labelId = /^label:(.*)$/.exec(id)?.[1];
	if (!isTracked || labelId === undefined) {
		const sentAt = headers['x-shipengine-timestamp'] ?? '';
		return {
			kind: 'pointer',
			topic,
			receiptKey: receiptKeyOf(topic, id, sentAt),
			entityType: 'Shipment',
			id,
		};
	}
	const payload = trackingPayload.safeParse({ labelId, data: parsed.object.data });
	if (!payload.success) {
		return {
			kind: 'useless',
			detail: `The body is not what "${topic}" holds: ${problemsIn(payload.error)}`,
		};
	}
	return {
		kind: 'message',
		topic,
		receiptKey: receiptKeyOf(topic, labelId, sha256(body)),
		occurredAt: lastSaidAt(payload.data.data),
		payload: parsed.object,
		// A label may be told of before its own message was read: and what it is of, only the label says.
		readIfUnknown: { entityType: 'Shipment', id },
	};
}

const numberIn = (data: unknown) =>
	readText((Object(data) as { tracking_number?: unknown }).tracking_number, LONGEST_LINE);

/** @throws ZodError */
export function normalise({ payload }: StoreMessage & { kind: 'message' }): Observation[] {
	const { resource_url: url, data } = payload as Readonly<Record<string, unknown>>;
	const labelId = /^label:(.*)$/.exec(namedIn(String(url)) ?? '')?.[1];
	return labelId === undefined ? [] : [observeTracking(labelId, trackingData.parse(data))];
}
