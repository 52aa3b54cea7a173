import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { ProviderWorld } from './providerWorlds.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { answering, startServer, type SimulatedAnswer } from './simulatedServer.ts';

type Entity = Record<string, unknown> & { readonly updated_at: string };
type Kind = 'orders' | 'shipments' | 'customers' | 'products';

const KEYS = {
	consumerKey: 'ck6f3v2u1h0aqxmmpmcsm7u4q3xs9wkq',
	consumerSecret: 'cs8k2w0p7nqf5v1b3x6z9y4t2r0e8u6i',
	accessToken: 'at4m1n7b5v3c2x9z8l6k0j5h4g3f2d1s',
	accessTokenSecret: 'ats9q8w7e6r5t4y3u2i1o0p9a8s7d6f',
};

const answer = (status: number, json: unknown): SimulatedAnswer => ({ status, json });
const UNAUTHORISED = answer(401, {
	message: 'The signature is invalid. Verify and try again.',
});
const notFound = (field: string, value: string) =>
	answer(404, {
		message: 'No such entity with %fieldName = %fieldValue',
		parameters: { fieldName: field, fieldValue: value },
	});

const ID_KEY: Readonly<Record<Kind, string>> = {
	orders: 'entity_id',
	shipments: 'entity_id',
	customers: 'id',
	products: 'id',
};
const RESOURCES: Readonly<Record<Kind, string>> = {
	orders: 'Magento_Sales::actions_view',
	shipments: 'Magento_Sales::shipment',
	customers: 'Magento_Customer::manage',
	products: 'Magento_Catalog::products',
};

export type SimulatedMagento = Awaited<ReturnType<typeof startSimulatedMagento>>;

/**
 * A shop of Magento 2.4 that answers as AdobeDocs/commerce-webapi `src/openapi/admin-schema-2.4.9.yaml` has it: ids as
 * numbers, times in UTC without a zone, newest first unless it is told otherwise, the last page again past the end,
 * and a boolean for what was not done.
 */
export async function startSimulatedMagento() {
	const all: Record<Kind, Map<string, Entity>> = {
		orders: new Map(),
		shipments: new Map(),
		customers: new Map(),
		products: new Map(),
	};
	const calls: string[] = [];
	const nonces = new Set<string>();
	const forbidden = new Set<Kind>();
	let seconds = 0;
	let nextId = 5_000;
	const stamp = () =>
		new Date(Date.parse('2026-11-25T08:00:00Z') + 1_000 * seconds)
			.toISOString()
			.slice(0, 19)
			.replace('T', ' ');

	const save = (kind: Kind, entity: Record<string, unknown>): Entity => {
		seconds += 1;
		const key = String(entity[ID_KEY[kind]]);
		const saved = {
			created_at: stamp(),
			updated_at: stamp(),
			...all[kind].get(key),
			...entity,
			...(entity.updated_at === undefined && { updated_at: stamp() }),
		};
		all[kind].set(key, saved);
		return saved;
	};

	/** A record of its own: it moves no time of the shipment. */
	const addTrack = (shipment: Entity, track: object) =>
		save('shipments', {
			...{ entity_id: shipment.entity_id, updated_at: shipment.updated_at },
			tracks: [...((shipment.tracks ?? []) as object[]), { created_at: stamp(), ...track }],
		});

	const isSigned = (request: IncomingMessage, url: URL) => {
		const header = request.headers.authorization ?? '';
		const given = new Map(
			[...header.matchAll(/(oauth_\w+)="([^"]*)"/g)].map(
				([, name, value]) => [name!, decodeURIComponent(value!)] as const,
			),
		);
		const signature = given.get('oauth_signature');
		const nonce = given.get('oauth_nonce') ?? '';
		given.delete('oauth_signature');
		if (given.get('oauth_token') !== KEYS.accessToken || nonces.has(nonce)) return false;
		nonces.add(nonce);
		// As RFC 5849 has it, written anew: what the client signs with is not what checks it.
		const encode = (text: string) =>
			encodeURIComponent(text).replace(
				/[!'()*]/g,
				(c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
			);
		const pairs = [...given, ...url.searchParams]
			.map(([name, value]) => `${encode(name)}=${encode(value)}`)
			.toSorted();
		const base = [request.method!, `http://${request.headers.host}${url.pathname}`, pairs.join('&')]
			.map(encode)
			.join('&');
		const key = `${KEYS.consumerSecret}&${KEYS.accessTokenSecret}`;
		return signature === createHmac('sha256', key).update(base).digest('base64');
	};

	/** A search tells no stock. */
	const listed = (kind: Kind, entity: Entity) => {
		const { extension_attributes: more, ...others } = entity;
		if (kind !== 'products') return entity;
		const { stock_item: _stock, ...rest } = Object(more) as { stock_item?: unknown };
		return { ...others, extension_attributes: rest };
	};

	const searched = (kind: Kind, url: URL): SimulatedAnswer => {
		const criteria = (name: string) => url.searchParams.get(`searchCriteria${name}`);
		const conditions = [0, 1, 2].flatMap((index) => {
			const at = `[filter_groups][${index}][filters][0]`;
			const field = criteria(`${at}[field]`);
			return field === null
				? []
				: [{ field, type: criteria(`${at}[condition_type]`), value: criteria(`${at}[value]`)! }];
		});
		const fieldOf = (entity: Entity, field: string) =>
			field === 'entity_id' ? entity[ID_KEY[kind]] : entity[field];
		const matching = [...all[kind].values()].filter((entity) =>
			conditions.every(({ field, type, value }) =>
				type === 'gteq'
					? String(fieldOf(entity, field)) >= value
					: String(fieldOf(entity, field)) === value,
			),
		);
		const sortBy = [0, 1].flatMap((index) => criteria(`[sortOrders][${index}][field]`) ?? []);
		const direction = criteria('[sortOrders][0][direction]') === 'ASC' ? 1 : -1;
		const sorted = matching.toSorted((a, b) => {
			for (const field of sortBy.length > 0 ? sortBy : ['entity_id']) {
				const [one, other] = [fieldOf(a, field), fieldOf(b, field)];
				const order =
					typeof one === 'number' && typeof other === 'number'
						? one - other
						: String(one).localeCompare(String(other));
				if (order !== 0) return order * direction;
			}
			return 0;
		});
		const size = Number(criteria('[pageSize]') ?? sorted.length) || sorted.length;
		if (size > 300) return answer(400, { message: 'Maximum SearchCriteria pageSize is 300' });
		const last = Math.max(1, Math.ceil(sorted.length / size));
		const page = Math.min(Number(criteria('[currentPage]') ?? 1), last);
		return answer(200, {
			items: sorted.slice((page - 1) * size, page * size).map((entity) => listed(kind, entity)),
			search_criteria: {},
			total_count: sorted.length,
		});
	};

	const moved = (order: Entity, to: string, from: readonly string[]): SimulatedAnswer => {
		if (!from.includes(String(order.state))) return answer(200, false);
		save('orders', { entity_id: order.entity_id, state: to, status: to });
		return answer(200, true);
	};

	const shipped = (order: Entity, given: Record<string, unknown>): SimulatedAnswer => {
		const items = (order.items ?? []) as Array<Record<string, number>>;
		if (items.every((item) => item.qty_shipped! >= item.qty_ordered!)) {
			return answer(400, {
				message:
					'Shipment Document Validation Error(s):\nThe order does not allow a shipment to be created.',
			});
		}
		const id = (nextId += 1);
		save('orders', {
			entity_id: order.entity_id,
			items: items.map((item) => ({ ...item, qty_shipped: item.qty_ordered })),
			state: 'complete',
			status: 'complete',
		});
		const { tracks = [] } = given;
		save('shipments', {
			entity_id: id,
			increment_id: `0000${id}`,
			order_id: order.entity_id,
			tracks,
			items: [],
		});
		// Magento answers with the id as a text.
		return answer(200, String(id));
	};

	const server = await startServer(
		answering(async (request, body, url) => {
			const path = url.pathname.replace('/rest/all/V1', '');
			calls.push(`${request.method} ${path}`);
			if (!isSigned(request, url)) return UNAUTHORISED;
			const given = (body.length > 0 ? JSON.parse(body.toString()) : {}) as Record<string, unknown>;
			if (path === '/store/storeConfigs') {
				return answer(200, [
					{
						id: 1,
						code: 'default',
						locale: 'de_AT',
						base_currency_code: 'EUR',
						timezone: 'Europe/Vienna',
					},
					{
						id: 2,
						code: 'fr',
						locale: 'fr_FR',
						base_currency_code: 'EUR',
						timezone: 'Europe/Vienna',
					},
				]);
			}
			const sku = /^\/products\/(.+)$/.exec(path)?.[1];
			if (sku !== undefined) {
				const product = [...all.products.values()].find(
					(one) => one.sku === decodeURIComponent(sku),
				);
				return product ? answer(200, product) : notFound('sku', sku);
			}
			const [, kind = ''] = /^\/(\w+)(?:\/search)?$/.exec(path) ?? [];
			if (request.method === 'GET' && kind in all) {
				if (!forbidden.has(kind as Kind)) return searched(kind as Kind, url);
				return answer(401, {
					message: "The consumer isn't authorized to access %resources.",
					parameters: { resources: RESOURCES[kind as Kind] },
				});
			}
			if (path === '/shipment/track') {
				const track = given.entity as Record<string, unknown>;
				const shipment = all.shipments.get(String(track.parent_id));
				if (!shipment) return notFound('id', String(track.parent_id));
				addTrack(shipment, track);
				return answer(200, { ...track, entity_id: 1 });
			}
			const [, id, action] = /^\/orders?\/(\d+)\/(\w+)$/.exec(path) ?? [];
			const order = all.orders.get(id ?? '');
			if (!order) return notFound('entityId', id ?? '');
			switch (action) {
				case 'cancel':
					return moved(order, 'canceled', ['new', 'pending_payment', 'processing']);
				case 'hold':
					return moved(order, 'holded', ['new', 'pending_payment', 'processing']);
				case 'unhold':
					return moved(order, 'processing', ['holded']);
				case 'ship':
					return shipped(order, given);
				default:
					return answer(200, true);
			}
		}),
	);

	return {
		...server,
		...{ all, calls, forbidden, save, addTrack },
		credential: { storeUrl: server.url, ...KEYS },
	};
}

/** For the suite that every provider passes. */
export async function magentoWorld(): Promise<ProviderWorld> {
	const shop = await startSimulatedMagento();
	const provider = providerOf('magento')!;
	const connect = (keys: object) => ({
		credentials: provider.credentialsSchema.parse(keys),
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	});
	return {
		provider,
		connection: connect(shop.credential),
		strangersConnection: connect({ ...shop.credential, accessTokenSecret: 'secret-of-a-stranger' }),
		storeUrl: shop.url,
		name: null,
		topic: '',
		about: { entityType: 'Order', id: '100' },
		fill: (count) =>
			Array.from({ length: count }, (_, index) => {
				const order = {
					entity_id: 100 + index,
					increment_id: `0000${index}`,
					state: 'new',
					store_id: 1,
				};
				return String(shop.save('orders', order).entity_id);
			}),
		close: shop.close,
	};
}
