import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

export type SimulatedGenericStoreOptions = {
	readonly apiKey?: string;
	readonly apiSecret?: string;
	/** False: a store where the merchant enters the address by hand. */
	readonly keepsWebhooks?: boolean;
};

export type SimulatedGenericStore = SimulatedServer & {
	readonly webhooks: Array<{ id: string; url: string; events: string[]; enabled: boolean }>;
	/** Posts a message, signed by the Standard Webhooks library, to every webhook for its type. */
	deliver(type: string, data: unknown, timestamp?: string): Promise<Response[]>;
};

/** A store that does what docs/generic-store.md says, and nothing else. */
export async function startSimulatedGenericStore({
	apiKey = 'key-of-the-store',
	apiSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
	keepsWebhooks = true,
}: SimulatedGenericStoreOptions = {}): Promise<SimulatedGenericStore> {
	const webhooks: SimulatedGenericStore['webhooks'] = [];
	const server = await startServer(
		answering(async (request, body, url) => {
			if (request.headers.authorization !== `Bearer ${apiKey}`) {
				return { status: 401, json: { message: 'The API key is wrong.' } };
			}
			const route = `${request.method} ${url.pathname}`;
			if (route === 'GET /health') return { status: 200, json: { name: 'Fjord & Falke' } };
			if (!keepsWebhooks) return { status: 404, json: { message: 'Not found.' } };
			if (route === 'GET /webhooks') return { status: 200, json: { data: webhooks } };
			if (route === 'POST /webhooks') {
				const given = JSON.parse(body.toString()) as { url: string; events: string[] };
				const webhook = { id: randomUUID(), ...given, enabled: true };
				webhooks.push(webhook);
				return { status: 201, json: webhook };
			}
			const index = webhooks.findIndex(({ id }) => route === `DELETE /webhooks/${id}`);
			if (index < 0) return { status: 404, json: { message: 'Not found.' } };
			webhooks.splice(index, 1);
			return { status: 204 };
		}),
	);
	const signer = new Webhook(apiSecret);
	return {
		...server,
		webhooks,
		async deliver(type, data, timestamp = new Date().toISOString()) {
			const body = JSON.stringify({ type, timestamp, data });
			const id = `msg_${randomUUID()}`;
			const sentAt = new Date();
			const interested = webhooks.filter(({ events, enabled }) => enabled && events.includes(type));
			return await Promise.all(
				interested.map(
					async ({ url }) =>
						await fetch(url, {
							method: 'POST',
							body,
							headers: {
								'content-type': 'application/json',
								'webhook-id': id,
								'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
								'webhook-signature': signer.sign(id, sentAt, body),
							},
						}),
				),
			);
		},
	};
}
