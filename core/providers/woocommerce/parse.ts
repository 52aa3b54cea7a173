import { jsonObjectOf } from '../jsonObjectOf.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { receiptKeyOf, sha256 } from '../receiptKeyOf.ts';
import { TOPICS } from './topics.ts';

/**
 * The delivery id is a hash of the webhook's id and the second: two messages of one webhook in the same
 * second share it, so it takes the content to tell them apart.
 *
 * @see woocommerce/woocommerce `includes/class-wc-webhook.php` (`get_new_delivery_id`)
 */
export function parse({ headers, body }: StorePost): StoreMessage {
	const topic = headers['x-wc-webhook-topic']?.trim();
	if (!topic) return { kind: 'malformed', detail: 'The header X-WC-Webhook-Topic is missing.' };
	const known = TOPICS.get(topic);
	if (!known) return { kind: 'uninteresting', topic };

	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const { object } = parsed;
	if (isRefusal(object)) {
		return {
			kind: 'malformed',
			detail: `The shop sent "${String(object.message)}" instead of the ${known.about}. The user who made the webhook may no longer read it.`,
		};
	}
	return {
		kind: 'message',
		topic,
		receiptKey: receiptKeyOf(
			headers['x-wc-webhook-id'] ?? '',
			headers['x-wc-webhook-delivery-id'] ?? '',
			sha256(body),
		),
		// `date_modified` is when the order was last edited, and does not move for every change.
		occurredAt: null,
		payload: object,
	};
}

/** The payload is what the REST API answers to the webhook's user, be it an error. */
function isRefusal(object: Readonly<Record<string, unknown>>): boolean {
	return object.id === undefined && 'code' in object && 'message' in object;
}
