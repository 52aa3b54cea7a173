import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { SendcloudCredentials } from './credentials.ts';

const HEADER = 'sendcloud-signature';

/**
 * HMAC-SHA256 of the body, in hex. The key is the secret key or the webhook signature key, "depending on your
 * integration type": either is taken.
 *
 * @see https://sendcloud.dev/api/v3/webhooks
 */
export function verify(
	{ headers, body }: StorePost,
	{ secretKey, webhookSecret }: SendcloudCredentials,
): Verification {
	const given = headers[HEADER];
	if (!given) {
		return {
			valid: false,
			reason: 'signature_missing',
			detail: 'The header Sendcloud-Signature is missing.',
		};
	}
	const keys = [secretKey, webhookSecret].filter((key) => key !== '');
	const matches = keys.map((key) =>
		equalInConstantTime(given, createHmac('sha256', key).update(body).digest('hex')),
	);
	if (matches.includes(true)) return { valid: true };
	return {
		valid: false,
		reason: 'signature_wrong',
		detail:
			'The header Sendcloud-Signature fits neither the secret key nor the webhook signature key in the credential. Each integration in Sendcloud has keys of its own: take those of the integration that posts here.',
	};
}
