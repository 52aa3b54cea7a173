import { createWebhookSender } from '../../demo/store/webhookSender.ts';
import type { StoreState } from '../../demo/store/storeState.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import { newSecret } from '../support/postSigned.ts';
import { startServer } from '../support/simulatedServer.ts';

describe('the demo store', () => {
	it('sends again what a starting n8n has answered with 200 and a text', async () => {
		const ids: unknown[] = [];
		const n8n = await startServer((request, response) => {
			ids.push(request.headers['webhook-id']);
			if (ids.length === 1) return void response.end('n8n is starting up. Please wait');
			response.setHeader('content-type', 'application/json; charset=utf-8').end('{}');
		});
		const state: StoreState = {
			orders: [],
			shipments: [],
			customers: [],
			products: [],
			webhooks: [{ id: 'w', url: n8n.url, enabled: true }],
			deliveries: [],
			nextOrderNumber: 1,
		};
		const sender = createWebhookSender({
			state,
			secret: newSecret(),
			retryDelaysMs: [1],
			now: () => new Date(),
			changed: () => {},
		});
		try {
			const timestamp = new Date().toISOString();
			sender.send({ type: 'order.created', subject: 'Order #1', timestamp, data: {} });
			await waitUntil(() => state.deliveries.every(({ status }) => status !== 'pending'), {
				what: 'the message to be settled',
			});
			const [delivery] = state.deliveries;
			expect(delivery).toMatchObject({
				status: 'delivered',
				attempts: [{ ok: false }, { ok: true }],
			});
			expect(ids).toEqual([delivery?.id, delivery?.id]);
		} finally {
			await sender.stop();
			await n8n.close();
		}
	});
});
