import { readFileSync } from 'node:fs';
import { createServer, globalAgent } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answering, type SimulatedAnswer, type SimulatedServer } from './simulatedServer.ts';

const TLS = join(__dirname, '../fixtures/tls');
const CERTIFICATE = readFileSync(join(TLS, 'selfSigned.cert.pem'));

/** What a server in front of a shop does with a request, before the shop sees it. */
export type Front = {
	/** Headers that never reach the shop. */
	readonly drops?: readonly string[];
	/** An answer of the server itself; `null` for what it hands on. */
	readonly answers?: (request: FrontRequest) => SimulatedAnswer | null;
};

export type FrontRequest = {
	readonly method: string;
	readonly url: URL;
	readonly headers: IncomingMessage['headers'];
};

export type HttpsFront = SimulatedServer & { readonly asked: FrontRequest[] };

/**
 * A server that speaks https, with a shop behind it that does not: as most hosts have it. This process trusts its
 * certificate until it is closed.
 */
export async function startHttpsFront(shopUrl: string, front: Front = {}): Promise<HttpsFront> {
	const asked: FrontRequest[] = [];
	const server = createServer(
		{ cert: CERTIFICATE, key: readFileSync(join(TLS, 'selfSigned.key.pem')) },
		answering(async ({ method = 'GET', headers }, body, { pathname, search }) => {
			const request = { method, url: new URL(`${shopUrl}${pathname}${search}`), headers };
			asked.push(request);
			return front.answers?.(request) ?? (await handOn(request, body, front.drops ?? []));
		}),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	globalAgent.options.ca = CERTIFICATE;
	return {
		url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		async close() {
			delete globalAgent.options.ca;
			globalAgent.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function handOn(
	{ method, url, headers }: FrontRequest,
	body: Buffer,
	drops: readonly string[],
): Promise<SimulatedAnswer> {
	const { authorization, 'content-type': type } = headers;
	// To WordPress, an address with a slash behind is the same.
	const address = url.href.replace(/(wp-json\/[^?]+)\/(?=\?|$)/, '$1');
	const response = await fetch(address, {
		method,
		redirect: 'manual',
		headers: {
			'x-forwarded-proto': 'https',
			...(type !== undefined && { 'content-type': type }),
			...(authorization !== undefined && !drops.includes('authorization') && { authorization }),
		},
		...(body.length > 0 && { body: new Uint8Array(body) }),
	});
	const text = await response.text();
	return {
		status: response.status,
		...(text !== '' && { json: JSON.parse(text) as unknown }),
		headers: Object.fromEntries(
			[...response.headers].filter(([name]) => name.startsWith('x-wp-') || name === 'location'),
		),
	};
}
