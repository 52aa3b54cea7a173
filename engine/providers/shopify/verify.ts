import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import { readTime } from '../payloadFields.ts';
import type { Refusal, StorePost, Verification } from '../provider.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { shopifyHeader } from './topics.ts';

/** Shopify tries for 4 hours, and says that a message may be a day late. */
const STALE_AFTER_HOURS = 48;

const refused = (reason: Refusal, detail: string): Verification => ({
	valid: false,
	reason,
	detail,
});

/**
 * Base64 of HMAC-SHA256 over the raw body, with the app's secret as text. Neither the time nor the other
 * headers are signed: that they are right proves nothing, but when they are wrong, somebody has made a
 * mistake, or sends a message again that was not for this shop or not for this day.
 *
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export function verify(post: StorePost, credentials: ShopifyCredentials): Verification {
	const given = shopifyHeader(post, 'hmac-sha256');
	if (!given) {
		return refused('signature_missing', 'The header X-Shopify-Hmac-Sha256 is missing.');
	}
	const secret =
		credentials.authentication === 'adminToken' ? credentials.apiSecret : credentials.clientSecret;
	const expected = createHmac('sha256', secret).update(post.body).digest('base64');
	if (!equalInConstantTime(given, expected)) {
		return refused(
			'signature_wrong',
			'The signature does not match. It must be made with the secret of the app in the credential; webhooks that were made by hand under Settings > Notifications are signed with another key.',
		);
	}
	return anotherShop(post, credentials.storeUrl) ?? tooOld(post) ?? { valid: true };
}

/** One app can be in several shops, and signs for all of them with the same secret. */
function anotherShop(post: StorePost, storeUrl: string): Verification | null {
	const { host } = new URL(storeUrl);
	const shop = shopifyHeader(post, 'shop-domain')?.trim().toLowerCase();
	// Shopify names its own address of the shop; the credential may hold another one.
	if (shop === undefined || !host.endsWith('.myshopify.com') || shop === host) return null;
	return refused(
		'other_shop',
		`The message is of another shop: its header X-Shopify-Shop-Domain is not ${host}.`,
	);
}

function tooOld(post: StorePost): Verification | null {
	const triggeredAt = readTime(shopifyHeader(post, 'triggered-at'), '');
	if (triggeredAt === null) return null;
	const ageHours = (post.receivedAt.getTime() - Date.parse(triggeredAt)) / 3_600_000;
	if (ageHours <= STALE_AFTER_HOURS) return null;
	return refused(
		'timestamp_stale',
		`The message is ${Math.round(ageHours)} hours old; Shopify sends none that is older than ${STALE_AFTER_HOURS}.`,
	);
}
