import { jsonObjectOf } from '../parseJson.ts';
import { readTime } from '../payloadFields.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { receiptKeyOf } from '../digests.ts';
import { signedHeaders } from './signedHeaders.ts';
import { PING, TOPICS } from './topics.ts';

/** Reads the envelope `{type, timestamp, data}`. The message's id is the same for every attempt. */
export function parse({ headers, body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const { type, timestamp, data } = parsed.object;
	if (typeof type !== 'string') {
		return { kind: 'malformed', detail: '"type" is missing, such as "order.created".' };
	}
	if (type === PING) return { kind: 'ping' };
	if (!TOPICS.has(type)) return { kind: 'uninteresting', topic: type };

	const occurredAt = readTime(timestamp, '');
	if (occurredAt === null) {
		return {
			kind: 'malformed',
			detail: '"timestamp" must be a time with its zone, such as "2026-11-23T20:31:07Z".',
		};
	}
	if (typeof data !== 'object' || data === null || Array.isArray(data)) {
		return { kind: 'malformed', detail: '"data" must be an object.' };
	}
	return {
		kind: 'message',
		topic: type,
		receiptKey: receiptKeyOf(signedHeaders(headers).id ?? ''),
		occurredAt,
		payload: data,
	};
}
