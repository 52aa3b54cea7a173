import { verify as verifySignature, type KeyObject } from 'node:crypto';
import type { Refusal, StorePost, Verification } from '../provider.ts';
import { API_URL, type ShipStationCredentials } from './credentials.ts';

const SIGNED_WITH = 'x-shipengine-rsa-sha256-key-id';
const SIGNATURE = 'x-shipengine-rsa-sha256-signature';
const TIMESTAMP = 'x-shipengine-timestamp';

/**
 * ShipStation tries a message again after 30 minutes and after 60, and does not say whether it signs anew. What comes
 * twice is recognised.
 */
const OLDEST_MS = 2 * 3_600_000;
const FURTHEST_AHEAD_MS = 5 * 60_000;
/** As base64, of the largest key. */
const LONGEST_SIGNATURE = 1_400;

const refused = (reason: Refusal, detail: string): Verification => ({
	valid: false,
	reason,
	detail,
});

/** @see https://docs.shipstation.com/apis/docs/guides/webhooks-validation */
export const signingKeys = {
	urlOf: ({ apiUrl }: ShipStationCredentials): string =>
		apiUrl === API_URL ? 'https://api.shipengine.com/jwks' : `${apiUrl}/jwks`,
	keyIdOf: ({ headers }: StorePost): string | null => headers[SIGNED_WITH] || null,
};

/** RSASSA-PKCS1-v1_5 with SHA-256 over `timestamp.body`, in base64. */
export function verify(
	{ headers, body, receivedAt }: StorePost,
	_credentials: ShipStationCredentials,
	_integrationGuid: string,
	signingKey: KeyObject | null = null,
): Verification {
	const signature = headers[SIGNATURE];
	const timestamp = headers[TIMESTAMP];
	if (!signature) return refused('signature_missing', `The header ${SIGNATURE} is missing.`);
	if (!headers[SIGNED_WITH])
		return refused('signature_missing', `The header ${SIGNED_WITH} is missing.`);
	if (!timestamp) return refused('timestamp_missing', `The header ${TIMESTAMP} is missing.`);
	const sentAt = timestamp.length > 40 ? Number.NaN : Date.parse(timestamp);
	if (Number.isNaN(sentAt)) {
		return refused(
			'malformed',
			`The header ${TIMESTAMP} must be a time, such as 2026-11-27T10:00:00Z.`,
		);
	}
	const ageMs = receivedAt.getTime() - sentAt;
	if (ageMs > OLDEST_MS || ageMs < -FURTHEST_AHEAD_MS) {
		const minutes = Math.round(Math.abs(ageMs) / 60_000);
		return refused(
			'timestamp_stale',
			`The ${TIMESTAMP} is ${minutes} minutes ${ageMs > 0 ? 'old' : 'ahead'}; 120 old and 5 ahead are allowed. Is the clock of this server right?`,
		);
	}
	if (signingKey === null) {
		return refused(
			'signature_wrong',
			'ShipStation publishes no key of the ID that the request names.',
		);
	}
	const given = bytesOf(signature);
	const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
	if (given !== null && verifySignature('RSA-SHA256', signed, signingKey, given)) {
		return { valid: true };
	}
	return refused(
		'signature_wrong',
		`The header ${SIGNATURE} does not fit the body and ${TIMESTAMP}. Does a proxy on the way here change the body?`,
	);
}

/** `null` for what is written in any other way than base64 is: Node.js would skip what it does not understand. */
function bytesOf(base64: string): Buffer | null {
	if (base64.length > LONGEST_SIGNATURE) return null;
	const bytes = Buffer.from(base64, 'base64');
	return bytes.toString('base64') === base64 ? bytes : null;
}
