import { createHash } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { SeventeenTrackCredentials } from './credentials.ts';

const HEADER = 'sign';

/**
 * SHA-256 of the body, a slash and the security key, in hex.
 *
 * @see https://help.17track.net/hc/en-us/articles/37573146087321
 */
export function verify(
	{ headers, body }: StorePost,
	{ apiKey }: SeventeenTrackCredentials,
): Verification {
	const given = headers[HEADER];
	if (!given) {
		return {
			valid: false,
			reason: 'signature_missing',
			detail:
				'The header sign is missing. In 17TRACK, choose version 2 or newer for the webhook: version 1 signs in another way.',
		};
	}
	const expected = createHash('sha256').update(body).update(`/${apiKey}`).digest('hex');
	if (equalInConstantTime(given, expected)) return { valid: true };
	return {
		valid: false,
		reason: 'signature_wrong',
		detail:
			'The header sign does not fit the security key in the credential. Copy it again, in 17TRACK under Settings > Security: a new key is used for messages within five minutes.',
	};
}
