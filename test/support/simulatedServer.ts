import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real HTTP server on this machine, on a port of its own. */
export type SimulatedServer = { readonly url: string; close(): Promise<void> };

export async function startServer(listener: RequestListener): Promise<SimulatedServer> {
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** What stands behind the `?` of the address. */
export const queryOf = ({ url = '' }: IncomingMessage): Record<string, string> =>
	Object.fromEntries(new URL(url, 'http://localhost').searchParams);

/** What a simulated store answers: a status, JSON, and headers. */
export type SimulatedAnswer = {
	readonly status: number;
	readonly json?: unknown;
	/** Instead of JSON. */
	readonly html?: string;
	readonly headers?: Readonly<Record<string, string>>;
};

/** Turns a function from request to answer into a listener. */
export function answering(
	answer: (request: IncomingMessage, body: Buffer, url: URL) => Promise<SimulatedAnswer>,
): RequestListener {
	return (request, response) => {
		void (async () => {
			const body = await bodyOf(request);
			const url = new URL(request.url ?? '/', 'http://localhost');
			const given = await answer(request, body, url);
			const text = given.html ?? (given.json === undefined ? '' : JSON.stringify(given.json));
			response.writeHead(given.status, {
				'content-type': given.html === undefined ? 'application/json; charset=utf-8' : 'text/html',
				...given.headers,
			});
			response.end(text);
		})();
	};
}
