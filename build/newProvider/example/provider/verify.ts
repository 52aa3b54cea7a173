import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../../../../engine/providers/digests.ts';
import type { StorePost, Verification } from '../../../../engine/providers/provider.ts';
import type { SamplecartCredentials } from './credentials.ts';
import { webhookSecret } from './webhookSecret.ts';

/** HMAC-SHA256 of the body, in hex. */
export function verify(
	{ headers, body }: StorePost,
	credentials: SamplecartCredentials,
	integrationGuid: string,
): Verification {
	const given = headers['x-samplecart-signature'];
	if (!given) {
		const detail = 'The header X-Samplecart-Signature is missing.';
		return { valid: false, reason: 'signature_missing', detail };
	}
	const secret = webhookSecret(credentials, integrationGuid);
	const expected = createHmac('sha256', secret).update(body).digest('hex');
	if (equalInConstantTime(given, expected)) return { valid: true };
	const detail =
		'The header X-Samplecart-Signature does not fit. Publish the workflow again: the webhooks are then made anew, with the key in the credential.';
	return { valid: false, reason: 'signature_wrong', detail };
}
