import { jsonObjectOf } from '../parseJson.ts';
import { readId, readTime } from '../payloadFields.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { isAbout } from './isAbout.ts';
import { shopifyHeader, TOPICS } from './topics.ts';

/**
 * One event comes once for each subscription, with the same event id; the same event id also covers
 * several topics and resources. Without it the webhook id tells repetitions apart, and without that
 * the content.
 *
 * Of a deletion the content alone does: it is little more than an id, which no two things of a shop share,
 * so the same bytes under another topic are no deletion of another thing.
 *
 * @see https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates
 */
export function parse(post: StorePost): StoreMessage {
	const topic = shopifyHeader(post, 'topic')?.trim().toLowerCase();
	if (!topic) return { kind: 'malformed', detail: 'The header X-Shopify-Topic is missing.' };
	const known = TOPICS.get(topic);
	if (!known) return { kind: 'uninteresting', topic };

	const body = jsonObjectOf(post.body);
	if (!body.ok) return { kind: 'malformed', detail: body.detail };
	if (!isAbout(known, body.object)) {
		return { kind: 'useless', detail: `The body is not what "${topic}" holds.` };
	}
	const resource = readId(body.object.id) ?? shopifyHeader(post, 'resource-id') ?? '';
	const delivery =
		shopifyHeader(post, 'event-id') ?? shopifyHeader(post, 'webhook-id') ?? sha256(post.body);
	return {
		kind: 'message',
		topic,
		receiptKey:
			known.about === 'deletion'
				? receiptKeyOf('deletion', sha256(post.body))
				: receiptKeyOf(delivery, topic, resource),
		occurredAt: readTime(shopifyHeader(post, 'triggered-at'), ''),
		payload: body.object,
	};
}
