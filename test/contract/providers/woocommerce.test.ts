import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { createWooCommerce } from '../../../engine/providers/woocommerce/index.ts';
import { REGISTERED_TOPICS } from '../../../engine/providers/woocommerce/topics.ts';
import { webhookSecret } from '../../../engine/providers/woocommerce/verify.ts';
import { answering, startServer, type SimulatedAnswer } from '../../support/simulatedServer.ts';
import {
	startSimulatedWooCommerce,
	type SimulatedWooCommerce,
} from '../../support/simulatedWooCommerce.ts';

const URL_OF_N8N = 'http://127.0.0.1:9/webhook/abc/store';
const GUID = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';

let shop: SimulatedWooCommerce;
let nonces = 0;
const provider = createWooCommerce(() => ({ now: new Date(), nonce: `nonce-${(nonces += 1)}` }));
const keys = { consumerKey: 'ck_0123456789', consumerSecret: 'cs_9876543210' };
const start = async (options: Parameters<typeof startSimulatedWooCommerce>[0] = {}) => {
	shop = await startSimulatedWooCommerce(options);
	return {
		credentials: { storeUrl: shop.url, ...keys },
		http: axiosStoreHttp({ timeoutMs: 5_000 }),
	};
};
afterEach(async () => await shop?.close());

describe('the keys of a WooCommerce shop', () => {
	it('are never sent over plain http', async () => {
		await provider.checkCredentials(await start());
		expect(shop.requests.length).toBeGreaterThan(0);
		expect(shop.requests.map(({ authorization }) => authorization)).toEqual(
			shop.requests.map(() => undefined),
		);
	});

	it('that may only read are refused before anything is connected', async () => {
		const connection = await start({ permissions: 'read' });
		await expect(provider.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining('Read/Write'),
		});
		expect(shop.webhooks).toEqual([]);
	});

	it('of a user who is no shop manager are refused', async () => {
		const connection = await start({ isManager: false });
		await expect(provider.checkCredentials(connection)).rejects.toMatchObject({
			kind: 'forbidden',
			message: expect.stringContaining('Sorry, you cannot list resources.'),
		});
	});

	it('that nobody knows are refused with the reason of the shop', async () => {
		const connection = await start();
		const credentials = { ...connection.credentials, consumerKey: 'ck_unknown' };
		await expect(provider.checkCredentials({ ...connection, credentials })).rejects.toMatchObject({
			kind: 'unauthorized',
			message: expect.stringContaining('Consumer key is invalid'),
		});
	});

	it('are refused when the clock of n8n is wrong by more than 15 minutes', async () => {
		const connection = await start();
		const late = createWooCommerce(() => ({
			now: new Date(Date.now() - 16 * 60_000),
			nonce: 'once',
		}));
		await expect(late.checkCredentials(connection)).rejects.toMatchObject({
			message: expect.stringContaining('Invalid timestamp'),
		});
	});
});

describe('a WordPress that does not answer as an API', () => {
	const answers = async (answer: SimulatedAnswer) => {
		const server = await startServer(answering(async () => answer));
		const connection = {
			credentials: { storeUrl: server.url, ...keys },
			http: axiosStoreHttp({ timeoutMs: 5_000 }),
		};
		try {
			return await provider.checkCredentials(connection).catch((error: unknown) => error);
		} finally {
			await server.close();
		}
	};

	it.each([
		[{ status: 404, json: { code: 'rest_no_route', message: 'No route.' } }, 'not_found'],
		[{ status: 200, html: '<html>The shop</html>' }, 'not_json'],
	])('points at the permalinks: %j', async (answer, kind) => {
		expect(await answers(answer)).toMatchObject({
			kind,
			message: expect.stringContaining('Permalinks'),
		});
	});

	it('is told by its address when it is another one', async () => {
		const headers = { location: 'https://www.shop.example/wp-json/wc/v3/webhooks?x=1' };
		expect(await answers({ status: 301, json: {}, headers })).toMatchObject({
			kind: 'redirect',
			message: expect.stringContaining('https://www.shop.example/wp-json/wc/v3/webhooks.'),
		});
	});
});

describe("WooCommerce's webhooks", () => {
	const register = async (connection: Awaited<ReturnType<typeof start>>) =>
		await provider.registerWebhooks(connection, URL_OF_N8N, GUID);

	it('are one for each topic, with a secret that is made from the keys and kept nowhere', async () => {
		const connection = await start();
		const registered = await register(connection);
		expect(registered.map(({ topic }) => topic).sort()).toEqual([...REGISTERED_TOPICS].sort());
		const secret = webhookSecret(connection.credentials, GUID);
		expect(secret).toMatch(/^[0-9a-f]{64}$/);
		expect(new Set(shop.webhooks.map((webhook) => webhook.secret))).toEqual(new Set([secret]));
		expect(webhookSecret(connection.credentials, 'another-guid')).not.toBe(secret);
	});

	it.each(['disabled', 'paused'])('that are %s are switched on again', async (status) => {
		const connection = await start();
		await register(connection);
		shop.webhooks[3]!.status = status;
		shop.webhooks[3]!.secret = 'lost';
		const webhooks = await provider.listWebhooks(connection);
		expect(webhooks.filter(({ enabled }) => !enabled)).toHaveLength(1);
		expect((await register(connection)).every(({ enabled }) => enabled)).toBe(true);
		expect(shop.webhooks[3]).toMatchObject({
			status: 'active',
			secret: webhookSecret(connection.credentials, GUID),
		});
		expect(shop.webhooks).toHaveLength(REGISTERED_TOPICS.length);
	});

	it('get the new secret when the keys have changed', async () => {
		const connection = await start();
		await register(connection);
		const before = shop.webhooks.map(({ id }) => id);
		await provider.registerWebhooks(connection, URL_OF_N8N, 'another-guid');
		expect(shop.webhooks.map(({ id }) => id)).toEqual(before);
		expect(new Set(shop.webhooks.map(({ secret }) => secret))).toEqual(
			new Set([webhookSecret(connection.credentials, 'another-guid')]),
		);
	});

	it('are left alone when all is well', async () => {
		const connection = await start();
		await register(connection);
		shop.requests.splice(0);
		await register(connection);
		expect(new Set(shop.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	});

	it('that are there twice are left once', async () => {
		const connection = await start();
		await register(connection);
		shop.webhooks.push({ ...shop.webhooks[0]!, id: 99 });
		const registered = await register(connection);
		expect(registered).toHaveLength(REGISTERED_TOPICS.length);
		expect(shop.webhooks).toHaveLength(REGISTERED_TOPICS.length);
	});

	it('are found though there are more than a page of others', async () => {
		const connection = await start();
		await register(connection);
		for (let id = 1_000; id < 1_250; id += 1) {
			shop.webhooks.push({
				id,
				name: 'other',
				status: 'active',
				topic: 'order.created',
				delivery_url: `https://other.example/${id}`,
				secret: 'x',
			});
		}
		await provider.removeWebhooks(connection, URL_OF_N8N);
		expect(shop.webhooks).toHaveLength(250);
	});
});
