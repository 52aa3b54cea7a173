import type { Provider, StoreMessage, StorePost } from '../../engine/providers/provider.ts';
import { bodyOf, queryOf, startServer, type SimulatedServer } from './simulatedServer.ts';

/** Stands where n8n does: keeps what stores post to it, and answers with `status`. */
export type Receiver = SimulatedServer & { readonly posts: StorePost[]; status: number };

/** @param now the clock by which a post is received */
export async function startReceiver(now = () => new Date()): Promise<Receiver> {
	const posts: StorePost[] = [];
	const server = await startServer((request, response) => {
		void (async () => {
			const headers = request.headers as Record<string, string>;
			const body = await bodyOf(request);
			posts.push({ headers, query: queryOf(request), body, receivedAt: now() });
			response.writeHead(receiver.status, { 'content-type': 'application/json' }).end('{}');
		})();
	});
	const receiver: Receiver = { ...server, posts, status: 200 };
	return receiver;
}

/** The messages in what was posted, each with a signature that the provider accepts. */
export function receiptsOf<Credentials>(
	provider: Provider<Credentials>,
	credentials: Credentials,
	guid: string,
	posts: readonly StorePost[],
): Array<StoreMessage & { kind: 'message' }> {
	return posts.map((post) => {
		expect(provider.verify(post, credentials, guid)).toEqual({ valid: true });
		const message = provider.parse(post);
		if (message.kind !== 'message') throw new Error(`not a message: ${message.kind}`);
		return message;
	});
}
