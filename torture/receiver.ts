import { answering, startServer } from '../test/support/simulatedServer.ts';
import type { Effect } from './ledger.ts';

/** Takes webhooks (by `<provider>/<order id>`) and the starts of runs (by event), and remembers each. */
export async function startReceiver() {
	const webhooks: Effect[] = [];
	const starts: Effect[] = [];
	const server = await startServer(
		answering(async ({ headers, url }, body) => {
			const at = Date.now();
			if (url === '/start') {
				const { eventId, runId } = JSON.parse(body.toString()) as Record<
					'eventId' | 'runId',
					string
				>;
				starts.push({ key: eventId, id: runId, at });
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
