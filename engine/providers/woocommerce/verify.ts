import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../equalInConstantTime.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { webhookSecret } from './webhookSecret.ts';

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
