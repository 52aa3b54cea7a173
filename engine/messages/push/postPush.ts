import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What a push service answered. */
export type PushAnswer = {
	readonly status: number;
	/** The header as it came. */
	readonly retryAfter: string | undefined;
	/** What Microsoft's service says in headers of its own, where others write a text. */
	readonly wns?: WnsAnswer;
	/** The first 1,000 bytes. */
	readonly text: string;
};

/** @see https://learn.microsoft.com/en-us/windows/apps/develop/notifications/push-notifications/push-request-response-headers */
export type WnsAnswer = {
	/** `received`, `dropped` or `channelthrottled`: also an answer of 200 may be that nothing was sent. */
	readonly notificationStatus: string | undefined;
	readonly errorDescription: string | undefined;
};

const TIMEOUT_MS = 20_000;
const READ_BYTES = 1_000;

/**
 * Posts one message to a push service, over connections that are kept for the next ones.
 * Not by `httpRequest`, as all else: axios took more than half of the rate, 1,500 -> 400 posts a second.
 *
 * @param timeoutMs for the whole of it
 * @throws Error of the network, with its `code`
 */
export async function postPush(
	endpoint: string,
	headers: Readonly<Record<string, string>>,
	body: Buffer,
	timeoutMs = TIMEOUT_MS,
): Promise<PushAnswer> {
	const options: RequestOptions = {
		method: 'POST',
		headers: { ...headers, 'Content-Length': String(body.length) },
		signal: AbortSignal.timeout(timeoutMs),
	};
	return await new Promise((resolve, reject) => {
		const send = endpoint.startsWith('http:') ? httpRequest : httpsRequest;
		const request = send(endpoint, options, (response) => {
			const chunks: Buffer[] = [];
			let size = 0;
			response.on('data', (chunk: Buffer) => {
				if (size < READ_BYTES) chunks.push(chunk);
				size += chunk.length;
			});
			response.on('error', reject);
			response.on('end', () => {
				resolve({
					status: response.statusCode ?? 0,
					retryAfter: response.headers['retry-after'],
					wns: {
						notificationStatus: one(response.headers['x-wns-notificationstatus']),
						errorDescription: one(response.headers['x-wns-error-description']),
					},
					text: Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8'),
				});
			});
		});
		request.on('error', reject);
		request.end(body);
	});
}

const one = (header: string | string[] | undefined) =>
	Array.isArray(header) ? header.join(' ') : header;
