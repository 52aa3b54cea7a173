import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { Refusal, StorePost, Verification } from '../provider.ts';
import type { BigCommerceCredentials } from './credentials.ts';

/** The header that BigCommerce is asked to send along, for what comes without a signature. */
export const OWN_HEADER = 'x-n8n-nodes-commerce';

/** The value of our own header. Made from the client secret whenever it is needed, so it is kept nowhere. */
export function ownHeaderOf(
	{ clientSecret }: Pick<BigCommerceCredentials, 'clientSecret'>,
	integrationGuid: string,
): string {
	return createHmac('sha256', clientSecret)
		.update(`n8n-nodes-commerce webhook ${integrationGuid}`)
		.digest('hex');
}

/** BigCommerce tries for 48 hours, and does not say whether it signs each attempt anew. */
const OLDEST_SECONDS = 72 * 3_600;
const AHEAD_SECONDS = 5 * 60;

const refused = (reason: Refusal, detail: string): Verification => ({
	valid: false,
	reason,
	detail,
});

/**
 * Standard Webhooks, with the bytes of the client secret as the key: `v1,<Base64 of HMAC-SHA256 of
 * "id.timestamp.body">`. Whether each kind of hook is signed is not documented: one without a signature has to
 * bring the header that it was made with. A signature that is there has to fit.
 *
 * @see https://developer.bigcommerce.com/docs/integrations/webhooks/https-webhook-overview
 */
export function verify(
	{ headers, body, receivedAt }: StorePost,
	credentials: BigCommerceCredentials,
	integrationGuid: string,
): Verification {
	const signatures = headers['webhook-signature'];
	if (!signatures) {
		const own = headers[OWN_HEADER];
		if (own && equalInConstantTime(own, ownHeaderOf(credentials, integrationGuid))) {
			return { valid: true };
		}
		return refused(
			'signature_missing',
			'The header webhook-signature is missing, and the header that n8n has made the webhook with is missing or another one.',
		);
	}
	const id = headers['webhook-id'];
	const timestamp = headers['webhook-timestamp'];
	if (!id) return refused('malformed', 'The header webhook-id is missing.');
	if (!timestamp) return refused('timestamp_missing', 'The header webhook-timestamp is missing.');
	if (!/^\d{1,12}$/.test(timestamp)) {
		return refused('malformed', 'The header webhook-timestamp must be whole Unix seconds.');
	}
	const expected = createHmac('sha256', credentials.clientSecret)
		.update(`${id}.${timestamp}.`)
		.update(body)
		.digest('base64');
	const matches = signatures
		.split(' ')
		.map((signature) => signature.split(','))
		.filter(([version]) => version === 'v1')
		.map(([, signature = '']) => equalInConstantTime(signature, expected));
	if (!matches.includes(true)) {
		return refused(
			'signature_wrong',
			'No signature in the header webhook-signature fits the client secret in the credential. It has to be that of the API account whose access token is in the credential, too.',
		);
	}
	const ageSeconds = receivedAt.getTime() / 1_000 - Number(timestamp);
	if (ageSeconds <= OLDEST_SECONDS && ageSeconds >= -AHEAD_SECONDS) return { valid: true };
	return refused(
		'timestamp_stale',
		`The message was signed ${Math.round(Math.abs(ageSeconds))} seconds ${ageSeconds > 0 ? 'ago; BigCommerce gives up after 48 hours' : 'from now; both clocks must be right'}.`,
	);
}
