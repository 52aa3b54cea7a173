import type { StorePost } from '../provider.ts';

/** The headers that a signature is made over, and the names that the sender gives them. */
export type SignedHeaders = {
	readonly prefix: 'webhook' | 'svix';
	readonly id: string | undefined;
	readonly timestamp: string | undefined;
	readonly signatures: string | undefined;
};

/**
 * The three headers of Standard Webhooks. Svix sends the same ones as `svix-id` and so on.
 *
 * All three are of one family, so that the id that a message is known by is the one that was signed.
 *
 * @see https://docs.svix.com/receiving/verifying-payloads/how-manual
 */
export function signedHeaders(headers: StorePost['headers']): SignedHeaders {
	const isSvix = !headers['webhook-signature'] && Boolean(headers['svix-signature']);
	const prefix = isSvix ? 'svix' : 'webhook';
	return {
		prefix,
		id: headers[`${prefix}-id`],
		timestamp: headers[`${prefix}-timestamp`],
		signatures: headers[`${prefix}-signature`],
	};
}
