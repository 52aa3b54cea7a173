import { receiptKeyOf } from '../../../../engine/providers/digests.ts';
import { jsonObjectOf } from '../../../../engine/providers/parseJson.ts';
import { readId, readTime } from '../../../../engine/providers/payloadFields.ts';
import type { StoreMessage, StorePost } from '../../../../engine/providers/provider.ts';
import { TOPICS } from './topics.ts';

/** `{"id": …, "topic": "order.saved", "occurred_at": …, "data": {…}}`; `id` is the same for each attempt. */
export function parse({ body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const { id, topic, occurred_at: occurredAt, data } = parsed.object;
	const messageId = readId(id);
	if (messageId === null || typeof topic !== 'string') {
		return { kind: 'malformed', detail: '"id" or "topic" is missing.' };
	}
	if (topic === 'ping') return { kind: 'ping' };
	if (!TOPICS.some((known) => known === topic)) {
		return { kind: 'uninteresting', topic: topic.slice(0, 100) };
	}
	return {
		kind: 'message',
		topic,
		receiptKey: receiptKeyOf(messageId),
		occurredAt: readTime(occurredAt, ''),
		payload: data,
	};
}
