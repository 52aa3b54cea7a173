import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import axios, { AxiosError, type LookupAddressEntry } from 'axios';
import { lookup } from 'node:dns/promises';

/** One address of a host name. */
export type HostAddress = { readonly address: string; readonly family: 4 | 6 };

/** Looks a host name up as this machine does for every other program. */
export async function resolveHost(hostname: string): Promise<readonly HostAddress[]> {
	const found = await lookup(hostname, { all: true, order: 'verbatim' });
	return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

export type HttpRequest = {
	readonly method: string;
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: Buffer | string | undefined;
	/** Ends it, also while the answer is read. */
	readonly signal: AbortSignal;
	/** The connection goes to one of these and nowhere else: the name is not looked up again. */
	readonly addresses?: readonly HostAddress[] | undefined;
	/** A connection of its own and without a proxy, which would look the name up by itself. */
	readonly isDirect?: boolean;
	/** PEM of certificates to trust instead of those that Node.js knows; of a direct one. */
	readonly trustedCertificates?: string | undefined;
};

export type HttpResponse = {
	readonly status: number;
	/** Names in lower case; without cookies. */
	readonly headers: Readonly<Record<string, string>>;
	/** As it was sent, packed or not; it is the caller's to read or to destroy. */
	readonly body: Readable;
};

/**
 * Sends one request, and gives the answer once its headers are there, whatever its status. Follows no
 * redirect: keys must not go where the merchant did not send them.
 *
 * @throws what Node.js throws
 */
export async function httpRequest({
	method,
	url,
	headers,
	body,
	signal,
	addresses,
	isDirect = false,
	trustedCertificates: ca,
}: HttpRequest): Promise<HttpResponse> {
	try {
		const answer = await axios.request<Readable>({
			method,
			url: url.href,
			headers: { ...headers },
			data: body,
			signal,
			maxRedirects: 0,
			decompress: false,
			responseType: 'stream',
			transformRequest: [(data: unknown) => data],
			transformResponse: [],
			validateStatus: () => true,
			...(isDirect && {
				proxy: false,
				httpAgent: new HttpAgent(),
				httpsAgent: new HttpsAgent({ ca, rejectUnauthorized: true }),
			}),
			...(addresses && { lookup: lookupOf(url.hostname, addresses) }),
		});
		// A body that nobody reads any more, and that breaks off, must not end the thread.
		answer.data.on('error', () => {});
		const told = Object.entries(answer.headers).filter(([name]) => name !== 'set-cookie');
		return {
			status: answer.status,
			headers: Object.fromEntries(
				told.map(([name, value]) => [
					name.toLowerCase(),
					Array.isArray(value) ? value.join(', ') : String(value),
				]),
			),
			body: answer.data,
		};
	} catch (error) {
		if (signal.aborted) throw signal.reason;
		throw error instanceof AxiosError ? (error.cause ?? error) : error;
	}
}

/** The name of a proxy is looked up as ever. */
function lookupOf(checked: string, addresses: readonly HostAddress[]) {
	// axios takes the list as the first of several values.
	return async (hostname: string): Promise<[LookupAddressEntry[]]> => [
		[...(hostname === checked ? addresses : await resolveHost(hostname))],
	];
}
