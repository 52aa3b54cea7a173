import { createHmac, randomUUID } from 'node:crypto';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { Provider } from '../../../engine/providers/provider.ts';
import {
	answering,
	startServer,
	type SimulatedAnswer,
} from '../../../test/support/simulatedServer.ts';
import type { ProviderWorld } from '../../../test/support/providerWorlds.ts';
import { samplecart } from './provider/index.ts';

type Entity = Record<string, unknown> & { id: string; updated_at: string };
type Webhook = { id: string; url: string; topic: string; active: boolean; secret: string };

const API_KEY = 'key-of-the-shop';
const answer = (status: number, json: unknown): SimulatedAnswer => ({ status, json });
const NOT_FOUND = answer(404, { message: 'There is no such thing.' });

export type SimulatedSamplecart = Awaited<ReturnType<typeof startSimulatedSamplecart>>;

/** A shop that runs on Sample Cart, as its documents describe it, on a port of its own. */
export async function startSimulatedSamplecart() {
	const collections = {
		orders: new Map<string, Entity>(),
		shipments: new Map<string, Entity>(),
	};
	const webhooks: Webhook[] = [];
	let changes = 0;
	/** Each change is a second later than the one before. */
	const save = (
		kind: keyof typeof collections,
		entity: Record<string, unknown> & { id: string },
	) => {
		const at = new Date(Date.parse('2026-11-25T08:00:00Z') + 1_000 * changes++).toISOString();
		const saved = {
			created_at: at,
			...collections[kind].get(entity.id),
			...entity,
			updated_at: at,
		};
		collections[kind].set(entity.id, saved);
		return saved;
	};

	const listed = (kind: keyof typeof collections, url: URL): SimulatedAnswer => {
		const since = url.searchParams.get('updated_since') ?? '';
		const from = Number(url.searchParams.get('cursor') ?? 0);
		const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), 100);
		const all = [...collections[kind].values()]
			.filter(({ updated_at: at }) => at >= since)
			.toSorted((a, b) => a.updated_at.localeCompare(b.updated_at));
		const next = from + limit < all.length ? String(from + limit) : null;
		return answer(200, { data: all.slice(from, from + limit), next });
	};

	const server = await startServer(
		answering(async ({ method, headers }, body, url) => {
			if (headers.authorization !== `Bearer ${API_KEY}`) {
				return answer(401, { message: 'The key is not known.' });
			}
			const [kind = '', id, action] = url.pathname.replace('/api/v1/', '').split('/');
			const given = (body.length > 0 ? JSON.parse(body.toString()) : {}) as Record<string, unknown>;
			if (kind === 'shop') return answer(200, { name: 'Fjord & Falke' });
			if (kind === 'webhooks') {
				if (method === 'GET')
					return answer(200, { data: webhooks.map(({ secret: _, ...one }) => one) });
				if (method === 'POST') {
					const made = { ...given, id: randomUUID(), active: true } as Webhook;
					webhooks.push(made);
					return answer(201, made);
				}
				const at = webhooks.findIndex((one) => one.id === id);
				if (at < 0) return NOT_FOUND;
				webhooks.splice(at, 1);
				return answer(204, undefined);
			}
			if (kind !== 'orders' && kind !== 'shipments') return NOT_FOUND;
			if (id === undefined) return listed(kind, url);
			const entity = collections[kind].get(decodeURIComponent(id));
			if (entity === undefined) return NOT_FOUND;
			if (action === 'cancel')
				return answer(200, save('orders', { id: entity.id, status: 'cancelled' }));
			if (action === 'shipments') {
				const known = [...collections.shipments.values()].find(
					(one) => one.order_id === entity.id && one.tracking_number === given.tracking_number,
				);
				if (known) return answer(200, known);
				const shipment = { ...given, id: randomUUID(), order_id: entity.id, status: 'packed' };
				return answer(201, save('shipments', { ...shipment, order_number: entity.number }));
			}
			return answer(200, entity);
		}),
	);

	return {
		...server,
		collections,
		webhooks,
		save,
		credential: { storeUrl: server.url, apiKey: API_KEY },
		/** As the shop signs it. */
		sign: (body: string, { secret }: Webhook) =>
			createHmac('sha256', secret).update(body).digest('hex'),
		/** Posts a change to each webhook for it. */
		async post(topic: string, data: unknown) {
			const body = JSON.stringify({
				...{ id: randomUUID(), topic, occurred_at: new Date().toISOString(), data },
			});
			for (const webhook of webhooks.filter((one) => one.active && one.topic === topic)) {
				await fetch(webhook.url, {
					method: 'POST',
					body,
					headers: {
						'content-type': 'application/json',
						'x-samplecart-topic': topic,
						'x-samplecart-signature': createHmac('sha256', webhook.secret)
							.update(body)
							.digest('hex'),
					},
				});
			}
		},
	};
}

/** For the suite that every provider passes. */
export async function samplecartWorld(): Promise<ProviderWorld> {
	const shop = await startSimulatedSamplecart();
	const provider = samplecart as unknown as Provider;
	const connect = (keys: object) => ({
		credentials: provider.credentialsSchema.parse(keys),
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	});
	const order = shop.save('orders', { id: '7', number: '1007', status: 'paid' });
	return {
		provider,
		connection: connect(shop.credential),
		strangersConnection: connect({ ...shop.credential, apiKey: 'key-of-a-stranger' }),
		storeUrl: shop.url,
		name: 'Fjord & Falke',
		topic: 'order.saved',
		about: { entityType: 'Order', id: '7' },
		addForeignWebhook: async (url) => {
			const secret = 'secret-of-somebody';
			shop.webhooks.push({ id: randomUUID(), url, topic: 'order.saved', active: true, secret });
		},
		deliver: async () => await shop.post('order.saved', order),
		fill: (count) =>
			Array.from({ length: count }, (_, index) => {
				const id = String(100 + index);
				return shop.save('orders', { id, number: `1${id}`, status: 'open' }).id;
			}),
		close: shop.close,
	};
}
