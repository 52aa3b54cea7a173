import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { Refusal, StorePost, Verification } from '../provider.ts';
import type { ShippoCredentials } from './credentials.ts';

/** The name of the token in the address. */
export const TOKEN = 'token';

/** Of 128 bits, for Shippo takes no address of 200 characters or more. */
const TOKEN_DIGITS = 32;

/**
 * What stands behind the address that Shippo posts to for one integration: it signs nothing by itself. The token is
 * made from that of the account whenever it is needed, so it is kept nowhere.
 *
 * @see https://docs.goshippo.com/docs/tracking/webhooksecurity
 */
export function addressToken({ apiKey }: ShippoCredentials, integrationGuid: string): string {
	return createHmac('sha256', apiKey)
		.update(`n8n-nodes-commerce webhook ${integrationGuid}`)
		.digest('hex')
		.slice(0, TOKEN_DIGITS);
}

/** By the token in the address, and where the credential has a secret, by the signature as well. */
export function verify(
	{ headers, query = {}, body }: StorePost,
	credentials: ShippoCredentials,
	integrationGuid: string,
): Verification {
	const token = query[TOKEN];
	if (!token) {
		return refused(
			'signature_missing',
			'The address has no "token" behind it. Webhooks to this address are made when the workflow is published; one that was made by hand is not accepted.',
		);
	}
	if (!equalInConstantTime(token, addressToken(credentials, integrationGuid))) {
		return refused(
			'signature_wrong',
			'The token behind the address is another one. The webhook at Shippo was made with another token of the account: publish the workflow again, and it is put right.',
		);
	}
	const { webhookSecret } = credentials;
	return webhookSecret === '' ? { valid: true } : verifySignature(headers, body, webhookSecret);
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`. Repetitions are told by the message itself. */
function verifySignature(
	{ 'shippo-auth-signature': given }: StorePost['headers'],
	body: Buffer,
	secret: string,
): Verification {
	if (!given) {
		return refused(
			'signature_missing',
			'The header Shippo-Auth-Signature is missing, and the credential has an HMAC secret. Shippo signs only for accounts that have asked for it: ask, or empty the field.',
		);
	}
	const [, at = '', signature = ''] = /^t=(\d{1,20}),\s*v1=(\S+)$/.exec(given) ?? [];
	const expected = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
	return equalInConstantTime(signature, expected)
		? { valid: true }
		: refused(
				'signature_wrong',
				'The header Shippo-Auth-Signature does not fit the HMAC secret in the credential.',
			);
}

const refused = (reason: Refusal, detail: string): Verification => ({
	valid: false,
	reason,
	detail,
});
