import type { IWebhookFunctions } from 'n8n-workflow';
import type { PostedTo } from '../../thread/protocol.ts';

/** A store's POST as the engine takes it: its headers, what stands behind the address, and its bytes. */
export async function readPost(context: IWebhookFunctions): Promise<PostedTo['post']> {
	const request = context.getRequestObject();
	// n8n reads the body by itself only for the content types that it parses.
	if (!request.rawBody) await request.readRawBody();
	const headers = Object.fromEntries(
		Object.entries(context.getHeaderData()).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);
	const query = firstOfEach(context.getQueryData());
	return { headers, query, body: request.rawBody ?? Buffer.alloc(0), receivedAtMs: Date.now() };
}

const firstOfEach = (query: unknown): Record<string, string> =>
	Object.fromEntries(
		Object.entries(Object(query) as object).flatMap(([name, value]) => {
			const first: unknown = Array.isArray(value) ? value[0] : value;
			return typeof first === 'string' ? [[name, first]] : [];
		}),
	);
