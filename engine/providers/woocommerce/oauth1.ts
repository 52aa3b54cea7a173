import { createHmac } from 'node:crypto';

export type SignedRequest = {
	readonly method: string;
	/** Without a query. */
	readonly url: string;
	readonly query: Readonly<Record<string, string>>;
};

export type OAuth1Moment = {
	readonly now: Date;
	/** Never the same twice. */
	readonly nonce: string;
};

/**
 * Signs a request with OAuth 1.0 without a token ("one-legged"), HMAC-SHA256, in the query: how
 * WooCommerce wants to be called over plain http, where a password could be read on the way.
 *
 * @returns the whole query, signature included
 * @see RFC 5849 section 3.4; woocommerce/woocommerce `includes/class-wc-rest-authentication.php`
 */
export function signedQuery(
	{ method, url, query }: SignedRequest,
	{
		consumerKey,
		consumerSecret,
	}: { readonly consumerKey: string; readonly consumerSecret: string },
	{ now, nonce }: OAuth1Moment,
): Record<string, string> {
	const parameters = {
		...query,
		oauth_consumer_key: consumerKey,
		oauth_nonce: nonce,
		oauth_signature_method: 'HMAC-SHA256',
		oauth_timestamp: String(Math.floor(now.getTime() / 1_000)),
	};
	const key = `${percentEncoded(consumerSecret)}&`;
	const signature = createHmac('sha256', key)
		.update(signatureBase(method, url, Object.entries(parameters)))
		.digest('base64');
	return { ...parameters, oauth_signature: signature };
}

/** What is signed. @see RFC 5849 section 3.4.1 */
export function signatureBase(
	method: string,
	url: string,
	parameters: ReadonlyArray<readonly [name: string, value: string]>,
): string {
	const { protocol, host, pathname } = new URL(url);
	const normalised = parameters
		.map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const)
		.sort(
			([nameA, valueA], [nameB, valueB]) => byteOrder(nameA, nameB) || byteOrder(valueA, valueB),
		)
		.map((pair) => pair.join('='))
		.join('&');
	return [method.toUpperCase(), `${protocol}//${host}${pathname}`, normalised]
		.map(percentEncoded)
		.join('&');
}

const byteOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** @see RFC 5849 section 3.6 */
function percentEncoded(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
