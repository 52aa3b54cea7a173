import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { createShopify } from '../../../engine/providers/shopify/index.ts';
import { TOPICS } from '../../../engine/providers/shopify/topics.ts';
import { startSimulatedShopify, type SimulatedShopify } from '../../support/simulatedShopify.ts';

const URL_OF_N8N = 'https://n8n.example/webhook/abc/store';
const HOUR_MS = 60 * 60_000;

let shop: SimulatedShopify;
let clock: Date;
const now = () => clock;
const start = async (options: Parameters<typeof startSimulatedShopify>[0] = {}) => {
	shop = await startSimulatedShopify({ now, ...options });
	return {
		provider: createShopify(now),
		connection: {
			credentials: {
				authentication: 'clientCredentials' as const,
				storeUrl: shop.url,
				clientId: 'client-1',
				clientSecret: 'shpss_of-the-app',
			},
			http: axiosStoreHttp({ timeoutMs: 5_000 }),
		},
	};
};

beforeEach(() => {
	clock = new Date('2026-11-23T20:31:07Z');
});
afterEach(async () => await shop.close());

describe("Shopify's access tokens", () => {
	it('are fetched once, also for calls at the same time, and kept for a day', async () => {
		const { provider, connection } = await start();
		await Promise.all([1, 2, 3].map(async () => await provider.listWebhooks(connection)));
		clock = new Date(clock.getTime() + 23 * HOUR_MS);
		await provider.listWebhooks(connection);
		expect(shop.tokenRequests.map((form) => Object.fromEntries(form))).toEqual([
			{
				grant_type: 'client_credentials',
				client_id: 'client-1',
				client_secret: 'shpss_of-the-app',
			},
		]);
	});

	it('are renewed before they end', async () => {
		const { provider, connection } = await start();
		await provider.listWebhooks(connection);
		clock = new Date(clock.getTime() + 24 * HOUR_MS - 2 * 60_000);
		await provider.listWebhooks(connection);
		expect(shop.tokenRequests).toHaveLength(2);
	});

	it('are renewed when the shop has revoked them', async () => {
		const { provider, connection } = await start();
		await provider.listWebhooks(connection);
		shop.revokeTokens();
		expect(await provider.listWebhooks(connection)).toEqual([]);
		expect(shop.tokenRequests).toHaveLength(2);
	});

	it('are not kept after a failure, nor for other keys', async () => {
		const { provider, connection } = await start();
		const wrong = {
			...connection,
			credentials: { ...connection.credentials, clientSecret: 'wrong' },
		};
		await provider.listWebhooks(connection);
		await expect(provider.listWebhooks(wrong)).rejects.toMatchObject({ kind: 'unauthorized' });
		await expect(provider.listWebhooks(wrong)).rejects.toMatchObject({ kind: 'unauthorized' });
		expect(shop.tokenRequests).toHaveLength(3);
	});
});

describe("Shopify's answers", () => {
	it('that lack an access scope are refused with its name', async () => {
		const { provider, connection } = await start({ scopes: ['write_orders', 'read_products'] });
		await expect(provider.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining('lacks the access scopes read_fulfillments, read_customers'),
		});
	});

	it('that keep protected customer data back are refused, and name the right that is missing', async () => {
		const { provider, connection } = await start();
		const message =
			'This app is not approved to access the Customer object. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.';
		shop.nextAnswers.push(
			{ status: 200, json: { data: { shop: { name: 'Fjord & Falke' } } } },
			{ status: 200, json: { errors: [{ message: "Field 'accessScopes' doesn't exist" }] } },
			{
				status: 200,
				json: { data: null, errors: [{ message, extensions: { code: 'ACCESS_DENIED' } }] },
			},
		);
		await expect(provider.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining('may not see protected customer data'),
		});
	});

	it('that deny access name what is needed', async () => {
		const { provider, connection } = await start();
		const message = 'Access denied for webhookSubscriptions field.';
		const extensions = { code: 'ACCESS_DENIED', requiredAccess: '`read_orders` access scope.' };
		shop.nextAnswers.push({ status: 200, json: { data: null, errors: [{ message, extensions }] } });
		await expect(provider.listWebhooks(connection)).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining('`read_orders` access scope'),
		});
	});

	it('that ask for patience say for how long', async () => {
		const { provider, connection } = await start();
		shop.nextAnswers.push({
			status: 200,
			json: {
				errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
				extensions: {
					cost: {
						requestedQueryCost: 252,
						throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 52, restoreRate: 100 },
					},
				},
			},
		});
		await expect(provider.listWebhooks(connection)).rejects.toMatchObject({
			kind: 'throttled',
			retryAfterMs: 2_000,
		});
	});

	it.each([
		[{ status: 200, json: { data: {} } }, 'rejected'],
		[{ status: 200, json: [] }, 'rejected'],
		[{ status: 200, json: { errors: 'something' } }, 'rejected'],
		[{ status: 200, json: { errors: [{}] } }, 'rejected'],
		[{ status: 200, html: '<html>' }, 'not_json'],
		[{ status: 402, json: { errors: 'Unavailable Shop' } }, 'unavailable'],
		[{ status: 423, json: {} }, 'unavailable'],
		[{ status: 404, json: { errors: 'Not Found' } }, 'not_found'],
	])('of another kind, such as %j, are a clear error: %s', async (answer, kind) => {
		const { provider, connection } = await start();
		shop.nextAnswers.push(answer);
		await expect(provider.listWebhooks(connection)).rejects.toMatchObject({
			name: 'StoreError',
			kind,
			message: expect.stringContaining(shop.url),
		});
	});

	it('that tell no scopes are no reason to refuse the keys', async () => {
		const { provider, connection } = await start();
		shop.nextAnswers.push(
			{ status: 200, json: { data: { shop: { name: 'Fjord & Falke' } } } },
			{ status: 200, json: { errors: [{ message: "Field 'accessScopes' doesn't exist" }] } },
		);
		expect(await provider.checkCredentials(connection)).toMatchObject({ name: 'Fjord & Falke' });
	});
});

describe("Shopify's webhooks", () => {
	it('are one for each topic that we understand, by the names that GraphQL has', async () => {
		const { provider, connection } = await start();
		const registered = await provider.registerWebhooks(connection, URL_OF_N8N, 'guid');
		expect(registered.map(({ topic }) => topic).sort()).toEqual([...TOPICS.keys()].sort());
		expect(shop.subscriptions.map(({ topic }) => topic)).toEqual(
			expect.arrayContaining(['ORDERS_UPDATED', 'FULFILLMENT_EVENTS_CREATE', 'PRODUCTS_DELETE']),
		);
	});

	it('are listed to the last page', async () => {
		const { provider, connection } = await start();
		for (let i = 0; i < 510; i += 1) {
			shop.subscriptions.push({
				id: `g${i}`,
				topic: 'ORDERS_CREATE',
				uri: `https://x.example/${i}`,
			});
		}
		expect(await provider.listWebhooks(connection)).toHaveLength(510);
		expect(shop.graphqlRequests).toHaveLength(3);
	});

	it('that are there twice are left once', async () => {
		const { provider, connection } = await start();
		for (const id of ['a', 'b']) {
			shop.subscriptions.push({ id, topic: 'ORDERS_CREATE', uri: URL_OF_N8N });
		}
		const registered = await provider.registerWebhooks(connection, URL_OF_N8N, 'guid');
		expect(registered.filter(({ topic }) => topic === 'orders/create')).toHaveLength(1);
	});

	it('that the shop refuses with 200 are a failure that names the topic and the remedy', async () => {
		const { provider, connection } = await start({ scopes: ['read_orders'] });
		await expect(provider.registerWebhooks(connection, URL_OF_N8N, 'guid')).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringMatching(/"fulfillments\/create": You cannot create .* access scope/),
		});
	});

	it('need an https address, and say what to set in n8n', async () => {
		const { provider, connection } = await start();
		await expect(
			provider.registerWebhooks(connection, 'http://n8n.example/webhook/abc/store', 'guid'),
		).rejects.toMatchObject({ message: expect.stringContaining('WEBHOOK_URL') });
	});

	it('that somebody made at the same moment are taken as they are', async () => {
		const { provider, connection } = await start();
		shop.nextAnswers.push({
			status: 200,
			json: {
				data: {
					webhookSubscriptions: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
				},
			},
		});
		shop.subscriptions.push({ id: 'theirs', topic: 'ORDERS_CREATE', uri: URL_OF_N8N });
		const registered = await provider.registerWebhooks(connection, URL_OF_N8N, 'guid');
		expect(registered).toContainEqual(expect.objectContaining({ id: 'theirs' }));
	});

	it('that are gone already are no error when they are removed', async () => {
		const { provider, connection } = await start();
		await provider.registerWebhooks(connection, URL_OF_N8N, 'guid');
		const { id } = shop.subscriptions[0]!;
		const nodes = [
			{ id: 'gone', topic: 'ORDERS_CREATE', uri: URL_OF_N8N },
			{ id, topic: 'ORDERS_PAID', uri: URL_OF_N8N },
		];
		const before = shop.subscriptions.length;
		shop.nextAnswers.push({
			status: 200,
			json: { data: { webhookSubscriptions: { nodes, pageInfo: { hasNextPage: false } } } },
		});
		await provider.removeWebhooks(connection, URL_OF_N8N);
		expect(shop.subscriptions).toHaveLength(before - 1);
	});
});
