import { createPublicKey, verify } from 'node:crypto';

const MAX_AHEAD_SECONDS = 24 * 60 * 60;

/**
 * Why a push service refuses the `Authorization` header, or `null`. Written from RFC 8292.
 *
 * @param expectedKey the public key that the browser subscribed with; `null`: any
 */
export function authorizationProblem(
	header: string | undefined,
	origin: string,
	expectedKey: string | null,
	now: Date,
): string | null {
	const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header ?? '') ?? [];
	if (token === undefined || key === undefined) return 'no vapid authorization';
	if (expectedKey !== null && key !== expectedKey) return 'the subscription is for another key';
	const [head = '', claims = '', signature = ''] = token.split('.');
	if (!isSigned(`${head}.${claims}`, signature, key)) return 'the signature is wrong';
	const { alg } = decoded(head);
	const { aud, exp, sub } = decoded(claims);
	const nowSeconds = now.getTime() / 1_000;
	if (alg !== 'ES256') return 'not ES256';
	if (aud !== origin) return `aud is ${String(aud)}, not ${origin}`;
	if (typeof exp !== 'number' || exp < nowSeconds) return 'expired';
	if (exp > nowSeconds + MAX_AHEAD_SECONDS) return 'valid for more than a day';
	return typeof sub === 'string' && /^(mailto:|https:)/.test(sub) ? null : 'sub is no address';
}

function isSigned(text: string, signature: string, key: string): boolean {
	const point = Buffer.from(key, 'base64url');
	const publicKey = createPublicKey({
		format: 'jwk',
		key: {
			kty: 'EC',
			crv: 'P-256',
			x: point.subarray(1, 33).toString('base64url'),
			y: point.subarray(33).toString('base64url'),
		},
	});
	return verify(
		'sha256',
		Buffer.from(text),
		{ key: publicKey, dsaEncoding: 'ieee-p1363' },
		Buffer.from(signature, 'base64url'),
	);
}

function decoded(part: string): Record<string, unknown> {
	return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}
