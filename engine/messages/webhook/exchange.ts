import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HostAddress } from './webhookNetwork.ts';
import type { WebhookRequest } from './webhookRequest.ts';

/**
 * Sends one request and gives the answer once its headers are there; the body is the caller's to read or
 * to destroy.
 *
 * The connection goes to one of `addresses` and nowhere else: the name is not looked up again. It is a
 * new connection without a proxy, for a proxy would look the name up by itself.
 *
 * @throws what Node.js throws
 */
export async function exchange(
	{ method, url, headers, body }: Omit<WebhookRequest, 'ownHeaders'>,
	addresses: readonly HostAddress[],
	{ signal, trustedCertificates }: { signal: AbortSignal; trustedCertificates?: string },
): Promise<IncomingMessage> {
	return await new Promise((resolve, reject) => {
		const options = {
			method,
			protocol: url.protocol,
			host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
			port: url.port === '' ? undefined : url.port,
			path: url.pathname + url.search,
			headers: { ...headers, host: url.host, 'content-length': String(body.length) },
			agent: false as const,
			lookup: answerWith(addresses),
			signal,
		};
		const sending =
			url.protocol === 'https:'
				? httpsRequest({ ...options, rejectUnauthorized: true, ca: trustedCertificates })
				: httpRequest(options);
		sending.once('response', resolve);
		sending.once('error', reject);
		sending.end(body);
	});
}

function answerWith(addresses: readonly HostAddress[]): LookupFunction {
	return (_hostname, { all }, callback) => {
		if (all) callback(null, [...addresses]);
		else callback(null, addresses[0]!.address, addresses[0]!.family);
	};
}
