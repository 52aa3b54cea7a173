import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../equalInConstantTime.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { shopifyHeader } from './shopifyHeader.ts';

/**
 * Base64 of HMAC-SHA256 over the raw body, with the app's secret as text. Neither the time nor the other
 * headers are signed: the shop's name in `X-Shopify-Shop-Domain` proves nothing and is not used.
 *
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function verify(post: StorePost, credentials: ShopifyCredentials): Verification {
	const given = shopifyHeader(post, 'hmac-sha256');
	if (!given) {
		return {
			valid: false,
			reason: 'signature_missing',
			detail: 'The header X-Shopify-Hmac-Sha256 is missing.',
		};
	}
	const secret =
		credentials.authentication === 'adminToken' ? credentials.apiSecret : credentials.clientSecret;
	const expected = createHmac('sha256', secret).update(post.body).digest('base64');
	if (equalInConstantTime(given, expected)) return { valid: true };
	return {
		valid: false,
		reason: 'signature_wrong',
		detail:
			'The signature does not match. It must be made with the secret of the app in the credential; webhooks that were made by hand under Settings > Notifications are signed with another key.',
	};
}
