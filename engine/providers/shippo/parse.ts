import { z } from 'zod/v4';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, line, readText, time } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { isForTests, type ShippoCredentials } from './credentials.ts';
import { idOfLabel } from './readLabel.ts';
import { idOf, isOnlyLabel, trackData } from './trackData.ts';

const TOPIC = 'track_updated';
const OF_LABELS: ReadonlySet<string> = new Set(['transaction_created', 'transaction_updated']);

const labelData = z.object({
	object_id: z.string().regex(/^\w{1,100}$/, 'is not the id of a transaction'),
	status: line,
	tracking_number: line,
	tracking_status: line,
	object_updated: time,
});
/** What a label says of its carrier before that has said anything. */
const NOT_MOVED: ReadonlySet<string> = new Set(['UNKNOWN', 'PRE_TRANSIT']);

/**
 * A message holds all that Shippo knows of a number. Of a label that was bought at Shippo, what the message does not
 * name is read: the order, and what the label is while its carrier has said nothing. Then the message is a pointer.
 *
 * Shippo gives a message no id. Each scan has one, and the expected day may change without a scan. Where the scan has
 * none either, another body is another message.
 *
 * @param credentials whose token made the webhook; left out: what is for tests is taken as well
 */
export function parse({ body }: StorePost, credentials?: ShippoCredentials): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const { event, test, data } = parsed.object;
	const topic = readText(event, LONGEST_LINE);
	if (topic === null) {
		return { kind: 'malformed', detail: '"event" is missing, such as "track_updated".' };
	}
	if (topic !== TOPIC && !OF_LABELS.has(topic)) return { kind: 'uninteresting', topic };
	if (credentials && typeof test === 'boolean' && test !== isForTests(credentials)) {
		const detail = test
			? 'It is one for tests, and the token is for real parcels.'
			: 'It is about a real parcel, and the token is for tests.';
		return { kind: 'uninteresting', topic, detail };
	}
	if (topic !== TOPIC) return labelMessage(topic, data, body);
	const read = z.object({ data: trackData }).safeParse({ data });
	if (!read.success) return uselessBody(topic, read.error);
	const track = read.data.data;
	const { tracking_status: now, metadata, transaction, eta } = track;
	const id = idOf(track);
	const scan = now?.object_id
		? [now.object_id, now.object_updated ?? '', eta ?? '']
		: [sha256(body)];
	const receiptKey = receiptKeyOf(id, ...scan);
	if (transaction && (!metadata || isOnlyLabel(track))) {
		return { kind: 'pointer', topic, receiptKey, entityType: 'Shipment', id };
	}
	return {
		kind: 'message',
		topic,
		receiptKey,
		occurredAt: now?.status_date ?? now?.object_updated ?? null,
		payload: data,
	};
}

/** A label was bought or given back: it is read, for the message does not say which carrier's its number is. */
function labelMessage(topic: string, data: unknown, body: Buffer): StoreMessage {
	const read = z.object({ data: labelData }).safeParse({ data });
	if (!read.success) return uselessBody(topic, read.error);
	const { object_id: own, status, tracking_number: number, ...label } = read.data.data;
	if (!number) {
		return { kind: 'uninteresting', topic, detail: 'The label has no tracking number yet.' };
	}
	if (status === 'SUCCESS' && !NOT_MOVED.has(label.tracking_status ?? 'UNKNOWN')) {
		const detail = `What its carrier says is told by "${TOPIC}".`;
		return { kind: 'uninteresting', topic, detail };
	}
	const id = idOfLabel(own);
	const receiptKey = receiptKeyOf(id, status ?? '', label.object_updated ?? sha256(body));
	return { kind: 'pointer', topic, receiptKey, entityType: 'Shipment', id };
}

const uselessBody = (topic: string, error: z.ZodError): StoreMessage => ({
	kind: 'useless',
	detail: `The body is not what "${topic}" holds: ${problemsIn(error)}`,
});
