import { z } from 'zod/v4';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readText } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { isForTests, type ShippoCredentials } from './credentials.ts';
import { idOf, trackData } from './trackData.ts';

const TOPIC = 'track_updated';

/**
 * A message holds all that Shippo knows of a number. Where it names no order, and the label was bought at Shippo,
 * that is read: then the message is a pointer.
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
	if (topic !== TOPIC) return { kind: 'uninteresting', topic };
	if (credentials && typeof test === 'boolean' && test !== isForTests(credentials)) {
		const detail = test
			? 'It is one for tests, and the token is for real parcels.'
			: 'It is about a real parcel, and the token is for tests.';
		return { kind: 'uninteresting', topic, detail };
	}
	const read = z.object({ data: trackData }).safeParse({ data });
	if (!read.success) {
		const detail = `The body is not what "${topic}" holds: ${problemsIn(read.error)}`;
		return { kind: 'useless', detail };
	}
	const track = read.data.data;
	const { tracking_status: now, metadata, transaction, eta } = track;
	const id = idOf(track);
	const scan = now?.object_id
		? [now.object_id, now.object_updated ?? '', eta ?? '']
		: [sha256(body)];
	const receiptKey = receiptKeyOf(id, ...scan);
	if (!metadata && transaction) {
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
