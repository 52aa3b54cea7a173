import { readFileSync } from 'node:fs';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join } from 'node:path';

const CERTIFICATE = readFileSync(
	join(import.meta.dirname ?? __dirname, '../fixtures/tls/selfSigned.cert.pem'),
);

export type Asked = {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** With a length, unless `headers` has a `transfer-encoding`. */
	readonly body?: string;
};

export type Answered = {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly text: string;
};

/** One request on a connection of its own, also to a server with the certificate of test/fixtures/tls. */
export async function ask(url: string, { body = '', ...asked }: Asked = {}): Promise<Answered> {
	const request = begin(url, asked);
	request.end(body);
	return await answerTo(request);
}

/** The same, where the caller sends the body and waits for the answer. */
export function begin(url: string, { method = 'GET', headers = {} }: Asked = {}): ClientRequest {
	const request = url.startsWith('https:') ? requestHttps : requestHttp;
	return request(url, { method, headers, agent: false, ca: CERTIFICATE } as object);
}

/** @throws Error where the connection breaks */
export async function answerTo(request: ClientRequest): Promise<Answered> {
	const { promise, resolve, reject } = Promise.withResolvers<Answered>();
	request.on('error', reject);
	request.on('response', (response) => {
		const parts: Buffer[] = [];
		response.on('error', reject);
		response.on('data', (part: Buffer) => parts.push(part));
		response.on('end', () =>
			resolve({
				status: response.statusCode!,
				headers: response.headers,
				text: Buffer.concat(parts).toString(),
			}),
		);
	});
	return await promise;
}
