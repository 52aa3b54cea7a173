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

/** Of the program that calls, and of the access that it was given; without the latter, it is "one-legged". */
export type OAuth1Keys = {
	readonly consumerKey: string;
	readonly consumerSecret: string;
	readonly accessToken?: string;
	readonly accessTokenSecret?: string;
};

/**
 * Signs a request with OAuth 1.0, HMAC-SHA256.
 *
 * @returns the parameters of the protocol, the signature among them
 * @see RFC 5849 section 3.4; woocommerce/woocommerce `includes/class-wc-rest-authentication.php`
 */
export function signedParameters(
	{ method, url, query }: SignedRequest,
	{ consumerKey, consumerSecret, accessToken, accessTokenSecret = '' }: OAuth1Keys,
	{ now, nonce }: OAuth1Moment,
): Record<string, string> {
	const parameters = {
		oauth_consumer_key: consumerKey,
		oauth_nonce: nonce,
		oauth_signature_method: 'HMAC-SHA256',
		oauth_timestamp: String(Math.floor(now.getTime() / 1_000)),
		...(accessToken !== undefined && { oauth_token: accessToken }),
	};
	const key = `${percentEncoded(consumerSecret)}&${percentEncoded(accessTokenSecret)}`;
	const base = signatureBase(method, url, Object.entries({ ...query, ...parameters }));
	const signature = createHmac('sha256', key).update(base).digest('base64');
	return { ...parameters, oauth_signature: signature };
}

/**
 * The same in the query: how WooCommerce wants to be called over plain http, where a password could be read on the
 * way.
 *
 * @returns the whole query
 */
export const signedQuery = (
	request: SignedRequest,
	keys: OAuth1Keys,
	moment: OAuth1Moment,
): Record<string, string> => ({ ...request.query, ...signedParameters(request, keys, moment) });

/** The same in the header `Authorization`. @see RFC 5849 section 3.5.1 */
export const signedHeader = (
	request: SignedRequest,
	keys: OAuth1Keys,
	moment: OAuth1Moment,
): string =>
	`OAuth ${Object.entries(signedParameters(request, keys, moment))
		.map(([name, value]) => `${name}="${percentEncoded(value)}"`)
		.join(', ')}`;

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
