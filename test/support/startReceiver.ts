import type { StorePost } from '../../core/providers/provider.ts';
import { bodyOf, startServer, type SimulatedServer } from './simulatedServer.ts';

/** Stands where n8n does: keeps what stores post to it, and answers 200. */
export type Receiver = SimulatedServer & { readonly posts: StorePost[] };

export async function startReceiver(): Promise<Receiver> {
	const posts: StorePost[] = [];
	const server = await startServer((request, response) => {
		void (async () => {
			const body = await bodyOf(request);
			const headers = request.headers as Record<string, string>;
			posts.push({ headers, body, receivedAt: new Date() });
			response.writeHead(200).end();
		})();
	});
	return { ...server, posts };
}
