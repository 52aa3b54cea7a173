import { jsonObjectOf } from '../parseJson.ts';
import { MOST_ENTRIES, reference, tooMany } from '../payloadFields.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { errorIn } from './errorIn.ts';
import { isAbout } from './isAbout.ts';
import { TOPICS } from './topics.ts';

const WHY_AN_ERROR =
	"The user who made the webhook may no longer read it, or the shop's API may be switched off.";

/**
 * WooCommerce switches a webhook off that is refused some six times in a row, and never sends a message
 * again: so what is signed and of no use is not refused.
 *
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
	if (!parsed.ok) {
		// PHP makes nothing of what it cannot write as JSON, and WooCommerce signs and sends that.
		const isShops = parsed.reason === 'no_object' || body.length === 0;
		return { kind: isShops ? 'useless' : 'malformed', detail: parsed.detail };
	}
	const { object } = parsed;
	const error = errorIn(object);
	if (error !== null) {
		const detail = `The shop sent "${error.words}" instead of the ${known.about}.`;
		// Deleted before the shop's queue ran, or restored and no product: it happens every day.
		if (error.isAbsence) return { kind: 'uninteresting', topic, detail };
		return { kind: 'useless', detail: `${detail} ${WHY_AN_ERROR}` };
	}
	const fields = Object.keys(object);
	if (fields.length > MOST_ENTRIES) {
		return { kind: 'malformed', detail: `The body ${tooMany(fields, MOST_ENTRIES)}.` };
	}
	if (reference.parse(object.id) == null) {
		return { kind: 'useless', detail: `There is no id in the body of "${topic}".` };
	}
	if (!isAbout(known, object)) {
		return { kind: 'useless', detail: `The body is not what "${topic}" holds.` };
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
