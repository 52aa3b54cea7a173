import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StorePost } from '../engine/providers/provider.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Stands where n8n would: takes a store's messages. */
export type Listener = {
	readonly url: string;
	/** Every attempt to send a message, in the order in which they came. */
	readonly posts: readonly StorePost[];
	/** Answers the next new message with 503, once. */
	failOnce(): void;
	/** `webhook-id` of the message that was answered so. */
	readonly failedId: () => string | null;
	/** The first post that fits, now or within the time; `null` when none came. */
	waitFor(fits: (post: StorePost) => boolean, timeoutMs: number): Promise<StorePost | null>;
	stop(): Promise<void>;
};

/** Whether a store at this address can reach a listener on this machine. */
export function isOnThisMachine(storeUrl: string): boolean {
	return LOOPBACK.test(new URL(storeUrl).hostname);
}

export async function startListener(): Promise<Listener> {
	const posts: StorePost[] = [];
	const came = new EventEmitter();
	const path = `/webhook/${randomUUID()}/store`;
	let fails = false;
	let failedId: string | null = null;

	const server = createServer((request, response) => {
		void (async () => {
			const body = await bodyOf(request);
			if (request.url !== path) return void response.writeHead(404).end();
			const headers = request.headers as Record<string, string>;
			posts.push({ headers, body, receivedAt: new Date() });
			const isFailing = fails;
			if (isFailing) failedId = headers['webhook-id'] ?? null;
			fails = false;
			response.writeHead(isFailing ? 503 : 200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ message: isFailing ? 'Please send it again.' : 'Stored.' }));
			came.emit('post');
		})();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
		posts,
		failOnce() {
			fails = true;
		},
		failedId: () => failedId,
		async waitFor(fits, timeoutMs) {
			const signal = AbortSignal.timeout(timeoutMs);
			for (;;) {
				const found = posts.find(fits);
				if (found !== undefined) return found;
				try {
					await once(came, 'post', { signal });
				} catch {
					return posts.find(fits) ?? null;
				}
			}
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
