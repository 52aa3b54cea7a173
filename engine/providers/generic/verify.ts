import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { Refusal, StorePost, Verification } from '../provider.ts';
import type { GenericCredentials } from './credentials.ts';
import { signedHeaders } from './signedHeaders.ts';
import { signingKey } from '../../standardWebhooks/signingKey.ts';

/** How far the time of sending may be from the time of receiving, either way. */
export const TOLERANCE_SECONDS = 5 * 60;

const refused = (reason: Refusal, detail: string): Verification => ({
	valid: false,
	reason,
	detail,
});

/**
 * Standard Webhooks 1.0.0, symmetric: `v1,<Base64 of HMAC-SHA256 of "id.timestamp.body">`. The header
 * holds a list, so that a secret can be changed without a gap; entries of other versions are skipped.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verify(post: StorePost, { apiSecret }: GenericCredentials): Verification {
	const { headers, body, receivedAt } = post;
	const { prefix, id, timestamp, signatures } = signedHeaders(headers);
	if (!signatures)
		return refused('signature_missing', `The header ${prefix}-signature is missing.`);
	if (!id) return refused('malformed', `The header ${prefix}-id is missing.`);
	if (!timestamp) return refused('timestamp_missing', `The header ${prefix}-timestamp is missing.`);
	if (!/^\d{1,12}$/.test(timestamp)) {
		return refused('malformed', `The header ${prefix}-timestamp must be whole Unix seconds.`);
	}

	const ageSeconds = receivedAt.getTime() / 1_000 - Number(timestamp);
	if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
		return refused(
			'timestamp_stale',
			`The ${prefix}-timestamp is ${Math.round(Math.abs(ageSeconds))} seconds ${ageSeconds > 0 ? 'old' : 'ahead'}; ${TOLERANCE_SECONDS} are allowed. Each attempt needs a new timestamp and signature, and both clocks must be right.`,
		);
	}

	const key = signingKey(apiSecret);
	if (key === null)
		return refused('signature_wrong', 'The signing secret in the credential is no secret.');
	const expected = createHmac('sha256', key)
		.update(`${id}.${timestamp}.`)
		.update(body)
		.digest('base64');
	const matches = signatures
		.split(' ')
		.map((signature) => signature.split(','))
		.filter(([version]) => version === 'v1')
		.map(([, signature = '']) => equalInConstantTime(signature, expected));
	if (matches.includes(true)) return { valid: true };
	return refused(
		'signature_wrong',
		`No v1 signature in the header ${prefix}-signature matches. It must be made over "id.timestamp.body", with the bytes that are sent and the secret in the credential.`,
	);
}
