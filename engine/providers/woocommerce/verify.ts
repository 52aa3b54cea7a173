import { createHmac } from 'node:crypto';
import type { WooCommerceCredentials } from './credentials.ts';
import type { StorePost, Verification } from '../provider.ts';
import { equalInConstantTime } from '../digests.ts';

/**
 * The secret with which the store signs what it sends to one integration. It is made from the consumer
 * secret whenever it is needed, so it is kept nowhere. Hex, for WooCommerce decodes `&amp;` and the like
 * in a secret before it signs with it.
 *
 * @see woocommerce/woocommerce `includes/class-wc-webhook.php` (`generate_signature`)
 */
export function webhookSecret(
	{ consumerSecret }: WooCommerceCredentials,
	integrationGuid: string,
): string {
	return createHmac('sha256', consumerSecret)
		.update(`n8n-nodes-commerce webhook ${integrationGuid}`)
		.digest('hex');
}

/** Longer than any ping: nothing else is looked at. */
const LONGEST_PING_BYTES = 40;

/**
 * While a webhook is being made, WooCommerce posts `webhook_id=<id>` as a form, without a signature and
 * without its own headers.
 *
 * @see woocommerce/woocommerce `includes/class-wc-webhook.php` (`deliver_ping`)
 */
export function isUnsignedPing({ headers, body }: StorePost): boolean {
	if (body.length > LONGEST_PING_BYTES) return false;
	if (Object.keys(headers).some((name) => name.startsWith('x-wc-'))) return false;
	return /^webhook_id=\d+$/.test(body.toString('latin1'));
}

/**
 * Base64 of HMAC-SHA256 over the raw body. Neither the topic nor a time is signed.
 *
 * @see woocommerce/woocommerce `includes/class-wc-webhook.php` (`generate_signature`)
 */
export function verify(
	post: StorePost,
	credentials: WooCommerceCredentials,
	integrationGuid: string,
): Verification {
	return verifySignature(post, webhookSecret(credentials, integrationGuid));
}

export function verifySignature({ headers, body }: StorePost, secret: string): Verification {
	const given = headers['x-wc-webhook-signature'];
	if (!given) {
		return {
			valid: false,
			reason: 'signature_missing',
			detail: 'The header X-WC-Webhook-Signature is missing.',
		};
	}
	const expected = createHmac('sha256', secret).update(body).digest('base64');
	if (equalInConstantTime(given, expected)) return { valid: true };
	return {
		valid: false,
		reason: 'signature_wrong',
		detail:
			'The signature does not match. Webhooks to this address are made by n8n itself when the workflow is published; one that was made by hand, or with other keys, is not accepted.',
	};
}
