import type { Connection } from '../provider.ts';
import { StoreError, type StoreErrorKind } from '../storeError.ts';
import type { StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { signedQuery, type OAuth1Moment } from './oauth1.ts';

/** One call of the REST API. */
export type WooCommerceCall = (
	connection: Connection<WooCommerceCredentials>,
	request: {
		readonly method: StoreRequest['method'];
		/** Whose API it is: `wc/v3`, WooCommerce's own, unless it is an extension's. */
		readonly namespace?: string;
		/** Below `/wp-json/<namespace>`. */
		readonly path: string;
		readonly query?: Readonly<Record<string, string>>;
		readonly json?: unknown;
	},
) => Promise<StoreResponse>;

/** @param moment the time and a fresh nonce, for shops without https */
export function createClient(moment: () => OAuth1Moment): WooCommerceCall {
	return async ({ credentials, http }, { method, namespace = 'wc/v3', path, query = {}, json }) => {
		const url = `${credentials.storeUrl}/wp-json/${namespace}${path}`;
		const authorised = url.startsWith('https:')
			? { headers: { authorization: basicHeader(credentials) }, query }
			: { query: signedQuery({ method, url, query }, credentials, moment()) };
		try {
			return await http({ method, url, ...authorised, json });
		} catch (error) {
			throw explained(error, credentials.storeUrl);
		}
	};
}

/** @see RFC 7617 */
export function basicHeader({ consumerKey, consumerSecret }: WooCommerceCredentials): string {
	return `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
}

const HINTS: Readonly<Partial<Record<StoreErrorKind, string>>> = {
	unauthorized:
		'Check the consumer key and the consumer secret, and that the user they belong to is a shop manager or an administrator (WooCommerce > Settings > Advanced > REST API).',
	not_found:
		'Check that WooCommerce is active and that "Plain" is not chosen under Settings > Permalinks of WordPress.',
	not_json: 'Check also that "Plain" is not chosen under Settings > Permalinks of WordPress.',
};

/** A 404 that names a thing ("Invalid ID") is about the thing, not about the shop. */
function explained(error: unknown, storeUrl: string): unknown {
	if (!(error instanceof StoreError)) return error;
	const hint = HINTS[error.kind];
	const isMissingRoute = error.answer === null || !/_invalid_id|_term_invalid/.test(error.answer);
	if (!hint || (error.kind === 'not_found' && !isMissingRoute)) return error;
	const message =
		error.kind === 'unauthorized'
			? `${storeUrl} does not accept the keys (${withoutAdvice(error.message)}).`
			: error.message;
	return new StoreError(error.kind, `${message} ${hint}`, { ...error, cause: error });
}

/** The middle part: what the shop itself gave as its reason. */
function withoutAdvice(message: string): string {
	return /: (.*?)\.? The keys are wrong/.exec(message)?.[1] ?? 'no reason given';
}
