import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import { startShopifyShop, type ShopifyShop } from '../../support/shopifyShop.ts';
import { newCustomer, newOrder } from '../../support/simulatedShopifyStore/newRecords.ts';
import type { SimulatedAnswer } from '../../support/simulatedServer.ts';

let world: ShopifyShop;
const start = async (...options: Parameters<typeof startShopifyShop>) => {
	world = await startShopifyShop(...options);
	world.shop.state.addOrder(newOrder(1, world.now()));
	return world;
};
afterEach(async () => await world.shop.close());

const list = async (entityType: 'Order' | 'Customer' = 'Order') =>
	await world.provider.listChanges(world.connection, entityType, { since: null, page: null });
const fulfil = async () =>
	await world.provider.updateStatus(world.connection, {
		entityType: 'Order',
		id: '1',
		status: 'fulfilled',
		note: null,
	});
async function failureOf(call: () => Promise<unknown>): Promise<StoreError> {
	const error: unknown = await call().then(
		() => null,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(StoreError);
	return error as StoreError;
}

const FIREWALL = '<!doctype html><title>Checking your browser</title>';
const ANSWERS: ReadonlyArray<readonly [string, SimulatedAnswer, string, RegExp]> = [
	[
		'a web page with 403',
		{ status: 403, html: FIREWALL },
		'not_json',
		/firewall.*let calls.*through/,
	],
	[
		'a web page with 200',
		{ status: 200, html: FIREWALL },
		'not_json',
		/firewall.*let calls.*through/,
	],
	[
		'a redirect',
		{ status: 302, headers: { location: 'https://moved.example/admin?key=1' } },
		'redirect',
		/sends calls on to https:\/\/moved\.example\/admin\. Enter the address/,
	],
	[
		'JSON that breaks off',
		{
			status: 200,
			html: '{"data":{"page":{"nodes":[{"id":',
			headers: { 'content-type': 'application/json' },
		},
		'not_json',
		/not complete JSON/,
	],
	[
		'429',
		{ status: 429, json: { errors: 'Exceeded' }, headers: { 'retry-after': '2.0' } },
		'throttled',
		/too many calls at present\. Try again later/,
	],
	[
		'503',
		{ status: 503, json: { errors: 'Unavailable' }, headers: { 'retry-after': '30' } },
		'unavailable',
		/has trouble at present\. Try again later/,
	],
	[
		'an order of another shape',
		{
			status: 200,
			json: { data: { page: { nodes: [{ id: 'x' }], pageInfo: { hasNextPage: false } } } },
		},
		'rejected',
		/does not understand.*An update of n8n-nodes-commerce may help/,
	],
];

describe('a Shopify shop that is out of order', () => {
	it.each(ANSWERS)(
		'answers with %s: it is said what that means',
		async (_what, answer, kind, words) => {
			const { shop, connection } = await start();
			shop.nextAnswers.push(answer);
			const error = await failureOf(list);
			expect(error.kind).toBe(kind);
			expect(error.message).toMatch(words);
			expect(error.message).toContain(shop.url);
			const { clientSecret } = connection.credentials as { clientSecret: string };
			expect(`${error.message} ${error.answer}`).not.toMatch(/shpat_|key=1/);
			expect(`${error.message} ${error.answer}`).not.toContain(clientSecret);
		},
	);

	it('tells how long to wait where it says so', async () => {
		const { shop } = await start();
		shop.nextAnswers.push(ANSWERS[4]![1], ANSWERS[5]![1]);
		expect(await failureOf(list)).toMatchObject({ retryAfterMs: 2_000 });
		expect(await failureOf(list)).toMatchObject({ retryAfterMs: 30_000 });
	});

	it('does not answer: it is said after how long', async () => {
		const { shop } = await start({}, 300);
		shop.hang();
		expect(await failureOf(list)).toMatchObject({
			kind: 'timeout',
			message: `${shop.url} did not answer within 0.3 seconds. Try again later.`,
		});
	});

	it('gives each of these failures a sentence of its own', async () => {
		const { shop } = await start();
		const kinds = new Map<string, string>();
		for (const [what, answer] of ANSWERS) {
			shop.nextAnswers.push(answer);
			kinds.set(what, (await failureOf(list)).message.replace(/answered \d{3}/, 'answered'));
		}
		const wrong = {
			...world.connection,
			credentials: { ...world.connection.credentials, clientSecret: 'shpss_of-a-stranger' },
		} as typeof world.connection;
		const position = { since: null, page: null };
		const stranger = await failureOf(
			async () => await world.provider.listChanges(wrong, 'Order', position),
		);
		expect(stranger.kind).toBe('unauthorized');
		expect(stranger.message).not.toContain('shpss_of-a-stranger');
		kinds.set('wrong keys', stranger.message);
		shop.settings.scopes = ['read_orders'];
		kinds.set('missing scope', (await failureOf(async () => await list('Customer'))).message);
		shop.hang();
		// It alone is waited for so shortly: what answers may take its time on a busy machine.
		const impatient = { ...world.connection, http: axiosStoreHttp({ timeoutMs: 300 }) };
		const silence = async () => await world.provider.listChanges(impatient, 'Order', position);
		kinds.set('silence', (await failureOf(silence)).message);
		// A firewall is one thing, whatever its status.
		expect(new Set(kinds.values()).size).toBe(kinds.size - 1);
	});
});

describe('a Shopify app without the right', () => {
	it.each([
		['read_orders', async () => await list()],
		['read_customers', async () => await list('Customer')],
		[
			'read_products',
			async () => await world.provider.readEntity(world.connection, 'Product', '1'),
		],
		['write_merchant_managed_fulfillment_orders', fulfil],
	])('%s: is told which one is missing', async (scope, call) => {
		const { shop } = await start();
		shop.state.addCustomer(newCustomer(1, world.now()));
		shop.settings.scopes = [
			'read_orders',
			'read_customers',
			'read_products',
			'read_merchant_managed_fulfillment_orders',
		].filter((each) => each !== scope);
		expect(await failureOf(call)).toMatchObject({
			kind: 'forbidden',
			message: expect.stringMatching(
				new RegExp(`^${shop.url} .*\`${scope}\` access scope\\. Add the access scope to the app`),
			),
		});
	});

	it('to write changes nothing', async () => {
		const { shop } = await start();
		shop.settings.scopes = [
			'read_orders',
			'read_customers',
			'read_merchant_managed_fulfillment_orders',
		];
		const before = structuredClone(shop.state.orders.get(1));
		await failureOf(fulfil);
		expect(shop.state.orders.get(1)).toEqual(before);
	});
});

describe('a Shopify shop that counts points', () => {
	it('is asked again when there are enough of them, and not earlier', async () => {
		const { shop, pass } = await start();
		shop.settings.points = { maximum: 2_000, available: 300, perSecond: 100 };
		const error = await failureOf(list);
		const missing = shop.api.costs.at(-1)! - 300;
		expect(error).toMatchObject({
			kind: 'throttled',
			retryAfterMs: Math.ceil(missing / 100) * 1_000,
			message: `${shop.url} gets too many calls at present. Try again later.`,
		});
		pass(error.retryAfterMs!);
		expect((await list()).observations).toHaveLength(1);
	});

	it('is asked for less where it has never enough of them', async () => {
		const { shop } = await start();
		shop.settings.points = { maximum: 400, available: 400, perSecond: 100 };
		expect((await list()).observations).toHaveLength(1);
		expect(Math.max(...shop.api.costs.slice(-1))).toBeLessThanOrEqual(400);
	});
});
