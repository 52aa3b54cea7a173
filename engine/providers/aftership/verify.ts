import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { AfterShipCredentials } from './credentials.ts';

const HEADER = 'aftership-hmac-sha256';

/**
 * HMAC-SHA256 of the body with the webhook secret, in base64. It holds no time that could be checked: AfterShip
 * sends a message again for 68 hours.
 *
 * @see https://www.aftership.com/docs/tracking/webhook/webhook-signature
 */
export function verify(
	{ headers, body }: StorePost,
	{ webhookSecret }: AfterShipCredentials,
): Verification {
	const given = headers[HEADER];
	if (!given) {
		return {
			valid: false,
			reason: 'signature_missing',
			detail: 'The header Aftership-Hmac-Sha256 is missing.',
		};
	}
	const expected = createHmac('sha256', webhookSecret).update(body).digest('base64');
	if (equalInConstantTime(given, expected)) return { valid: true };
	return {
		valid: false,
		reason: 'signature_wrong',
		detail:
			'The header Aftership-Hmac-Sha256 does not fit the webhook secret in the credential. Copy it again, in AfterShip under Settings > Notifications > Webhooks.',
	};
}
