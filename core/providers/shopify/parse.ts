import { jsonObjectOf } from '../jsonObjectOf.ts';
import { readId, readTime } from '../payloadFields.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { receiptKeyOf, sha256 } from '../receiptKeyOf.ts';
import { shopifyHeader } from './shopifyHeader.ts';
import { TOPICS } from './topics.ts';

/**
 * One event comes once for each subscription, with the same event id; the same event id also covers
 * several topics and resources. Without it the webhook id tells repetitions apart, and without that
 * the content.
 *
 * @see https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates
 */
export function parse(post: StorePost): StoreMessage {
	const topic = shopifyHeader(post, 'topic')?.trim().toLowerCase();
	if (!topic) return { kind: 'malformed', detail: 'The header X-Shopify-Topic is missing.' };
	if (!TOPICS.has(topic)) return { kind: 'uninteresting', topic };

	const body = jsonObjectOf(post.body);
	if (!body.ok) return { kind: 'malformed', detail: body.detail };
	const resource = readId(body.object.id) ?? shopifyHeader(post, 'resource-id') ?? '';
	const delivery =
		shopifyHeader(post, 'event-id') ?? shopifyHeader(post, 'webhook-id') ?? sha256(post.body);
	return {
		kind: 'message',
		topic,
		receiptKey: receiptKeyOf(delivery, topic, resource),
		occurredAt: readTime(shopifyHeader(post, 'triggered-at'), ''),
		payload: body.object,
	};
}
