import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SimulatedAnswer } from '../simulatedServer.ts';

/** An error as WordPress' REST API answers it. */
export const refusal = (status: number, code: string, message: string): SimulatedAnswer => ({
	status,
	json: { code, message, data: { status } },
});

/** How WooCommerce looks at keys, from `includes/class-wc-rest-authentication.php`. */
export function simulatedAuthentication({
	consumerKey,
	consumerSecret,
	now,
}: {
	readonly consumerKey: string;
	readonly consumerSecret: string;
	readonly now: () => Date;
}) {
	const usedNonces = new Set<string>();

	/** @returns `null` for a good key, else why it is none; `anonymous` where none was given */
	const authenticate = (
		request: IncomingMessage,
		url: URL,
	): SimulatedAnswer | 'anonymous' | null => {
		const isHttps = request.headers['x-forwarded-proto'] === 'https';
		const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		if (isHttps && basic) {
			const [key, secret] = Buffer.from(basic, 'base64').toString().split(':');
			// An unknown key leaves the request anonymous; only a wrong secret is called so.
			if (key !== consumerKey) return 'anonymous';
			return secret === consumerSecret
				? null
				: refusal(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
		}
		// perform_basic_authentication(): the query first, which needs both.
		if (isHttps && url.searchParams.has('consumer_key')) {
			if (url.searchParams.get('consumer_key') !== consumerKey) return 'anonymous';
			return url.searchParams.get('consumer_secret') === consumerSecret
				? null
				: refusal(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.');
		}
		// Over plain http, Basic is not looked at.
		if (!url.searchParams.has('oauth_consumer_key')) return 'anonymous';
		return checkOAuth(request, url);
	};

	const checkOAuth = (request: IncomingMessage, url: URL): SimulatedAnswer | null => {
		const error = (message: string) =>
			refusal(401, 'woocommerce_rest_authentication_error', message);
		const given = Object.fromEntries(url.searchParams);
		if (given.oauth_consumer_key !== consumerKey) return error('Consumer key is invalid.');
		const { oauth_signature: signature, ...parameters } = given;
		if (!['HMAC-SHA1', 'HMAC-SHA256'].includes(parameters.oauth_signature_method ?? '')) {
			return error('Invalid signature - signature method is invalid.');
		}
		// check_oauth_signature(): sorted by strcmp, each "key=value" encoded once more, joined by %26.
		const query = Object.keys(parameters)
			.sort()
			.map((name) => raw(`${raw(name)}=${raw(parameters[name]!)}`))
			.join('%26');
		const base = `${request.method}&${raw(`http://${request.headers.host}${url.pathname}`)}&${query}`;
		const hash = parameters.oauth_signature_method!.replace('HMAC-', '').toLowerCase();
		const expected = createHmac(hash, `${consumerSecret}&`).update(base).digest('base64');
		if (signature !== expected) {
			return error('Invalid signature - provided signature does not match.');
		}
		// check_oauth_timestamp_and_nonce(): 15 minutes either way, each nonce once.
		const seconds = Number(parameters.oauth_timestamp);
		if (Math.abs(now().getTime() / 1_000 - seconds) > 15 * 60) return error('Invalid timestamp.');
		if (usedNonces.has(parameters.oauth_nonce!)) {
			return error('Invalid nonce - nonce has already been used.');
		}
		usedNonces.add(parameters.oauth_nonce!);
		return null;
	};

	return authenticate;
}

/** wc_rest_urlencode_rfc3986(): PHP's rawurlencode. */
function raw(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
