import { answering, startServer } from '../test/support/simulatedServer.ts';

/** One request that came, and when, in epoch milliseconds. */
export type Call = { readonly key: string; readonly id: string; readonly at: number };

/** Takes webhooks and the starts of runs, and remembers each. */
export async function startReceiver() {
	const webhooks: Call[] = [];
	const starts: Call[] = [];
	const server = await startServer(
		answering(async ({ headers, url }, body) => {
			const at = Date.now();
			if (url === '/start') {
				const { eventId, attempt } = JSON.parse(body.toString()) as Record<string, unknown>;
				starts.push({ key: `${String(eventId)}/${String(attempt)}`, id: String(eventId), at });
			} else {
				const { data } = JSON.parse(body.toString()) as {
					data: { integration: { provider: string }; order: { id: string } };
				};
				const key = `${data.integration.provider}/${data.order.id}`;
				webhooks.push({ key, id: String(headers['webhook-id']), at });
			}
			return { status: 200, json: {} };
		}),
	);
	return { url: server.url, webhooks, starts, stop: () => server.close() };
}
