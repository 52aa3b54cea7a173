import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { EasyPostCredentials } from './credentials.ts';

/**
 * The secret with which EasyPost signs what it sends to one integration. It is made from the key whenever it is
 * needed, so it is kept nowhere.
 */
export function webhookSecret({ apiKey }: EasyPostCredentials, integrationGuid: string): string {
	return createHmac('sha256', apiKey)
		.update(`n8n-nodes-commerce webhook ${integrationGuid}`)
		.digest('hex');
}

export const verify = (
	post: StorePost,
	credentials: EasyPostCredentials,
	integrationGuid: string,
): Verification => verifySignature(post, webhookSecret(credentials, integrationGuid));

/**
 * HMAC-SHA256 in hex, over the body as it came: EasyPost's own libraries write `"weight": 17` as `17.0` before they
 * check, for what has been read as JSON and written again has lost that.
 *
 * @see EasyPost/easypost-node `src/utils/util.js` (`validateWebhook`)
 */
export function verifySignature({ headers, body }: StorePost, secret: string): Verification {
	const key = secret.normalize('NFKD');
	const given = headers['x-hmac-signature'];
	if (given) return answer(given, createHmac('sha256', key).update(body).digest('hex'));
	const newer = headers['x-hmac-signature-v2'];
	const before = signedBefore(headers);
	if (newer && before !== null) {
		return answer(newer, createHmac('sha256', key).update(before).update(body).digest('hex'));
	}
	return {
		valid: false,
		reason: 'signature_missing',
		detail:
			'The header X-Hmac-Signature is missing. A webhook that was made by hand in EasyPost has no secret: publish the workflow, and it is made with one.',
	};
}

/**
 * What the newer spelling, `X-Hmac-Signature-V2`, signs before the body. Not verified: EasyPost's libraries do not
 * have it yet, and those who use it agree on this. Both parts are looked at closely, for they come unsigned: together
 * with the body, they must not make up what another message is.
 */
function signedBefore(headers: StorePost['headers']): string | null {
	const { 'x-timestamp': at = '', 'x-path': path = '' } = headers;
	const isTime = at.length <= 60 && /^[\w ,:+.-]+$/.test(at) && !Number.isNaN(Date.parse(at));
	return isTime && /^\/[^\s{"]{0,2000}$/.test(path) ? `${at}POST${path}` : null;
}

function answer(given: string, digest: string): Verification {
	if (equalInConstantTime(given, `hmac-sha256-hex=${digest}`)) return { valid: true };
	return {
		valid: false,
		reason: 'signature_wrong',
		detail:
			'The signature does not match. The webhook at EasyPost was made with another key, or by hand: publish the workflow again, and it is put right.',
	};
}
