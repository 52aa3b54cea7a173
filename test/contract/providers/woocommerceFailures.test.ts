import { StoreError } from '../../../engine/providers/storeError.ts';
import type { Failure } from '../../support/simulatedWooCommerce/failures.ts';
import {
	HASTY_HTTP,
	KEYS,
	startWooWorld,
	type WooWorld,
} from '../../support/simulatedWooCommerce/wooWorld.ts';
import type { SimulatedShopOptions } from '../../support/simulatedWooCommerce/startSimulatedShop.ts';
import { answering, startServer } from '../../support/simulatedServer.ts';

let world: WooWorld;
let orderId: string;
const start = async (options: SimulatedShopOptions = {}) => {
	world = await startWooWorld(options);
	orderId = String(world.shop.data.placeOrder().id);
};
afterEach(async () => await world.shop.close());

const CALLS: Readonly<Record<string, (connection: WooWorld['connection']) => Promise<unknown>>> = {
	listChanges: async (shop) =>
		await world.provider.listChanges(shop, 'Order', { since: null, page: null }),
	readEntity: async (shop) => await world.provider.readEntity(shop, 'Order', orderId),
	updateStatus: async (shop) =>
		await world.provider.updateStatus(shop, {
			entityType: 'Order',
			id: orderId,
			status: 'completed',
			note: null,
		}),
	addTracking: async (shop) =>
		await world.provider.addTracking(shop, {
			orderId,
			trackingNumber: 'A1',
			carrier: null,
			trackingUrl: null,
			notifyCustomer: false,
		}),
};

async function failureOf(call: Promise<unknown>): Promise<StoreError> {
	const error: unknown = await call.then(
		() => null,
		(thrown: unknown) => thrown,
	);
	if (error instanceof StoreError) return error;
	throw new Error('a StoreError was expected', { cause: error });
}

function expectNoKey({ message, answer, stack }: StoreError): void {
	for (const key of Object.values(KEYS)) expect(`${message} ${answer} ${stack}`).not.toContain(key);
}

/** What stands before the shop, and the part of the sentence that says what to do. */
const FAILURES: Readonly<
	Record<Failure, { kind: string; next: RegExp; retryAfterMs: number | null }>
> = {
	firewall403: { kind: 'not_json', next: /403.*let calls to \S+ through\./, retryAfterMs: null },
	firewall200: { kind: 'not_json', next: /200.*let calls to \S+ through\./, retryAfterMs: null },
	redirect: {
		kind: 'redirect',
		next: /https:\/\/www\.shop\.example\/wp-json\/wc\/v3\/orders\S*\. Enter the address/,
		retryAfterMs: null,
	},
	silence: { kind: 'timeout', next: /0\.5 seconds\. Try again later\.$/, retryAfterMs: null },
	truncated: { kind: 'not_json', next: /not complete JSON\. A plugin or/, retryAfterMs: null },
	throttled: { kind: 'throttled', next: /too many calls.*Try again later/, retryAfterMs: 7_000 },
	maintenance: { kind: 'unavailable', next: /trouble at present/, retryAfterMs: 120_000 },
};

describe.each(Object.keys(CALLS))('%s', (name) => {
	const call = async (connection = world.connection) => await failureOf(CALLS[name]!(connection));
	const callDuring = async (failure: Failure) => {
		world.shop.failure = failure;
		return await call({
			...world.connection,
			...(failure === 'silence' && { http: HASTY_HTTP }),
		});
	};

	it.each(Object.entries(FAILURES))('tells of %s what to do', async (failure, expected) => {
		await start();
		const error = await callDuring(failure as Failure);
		expect(error).toMatchObject({
			kind: expected.kind,
			message: expect.stringMatching(expected.next),
			retryAfterMs: expected.retryAfterMs,
		});
		expect(error.message).toContain(world.shop.url);
		expectNoKey(error);
	});

	it('has a sentence of its own for each failure', async () => {
		await start();
		const sentences: string[] = [];
		for (const failure of Object.keys(FAILURES) as Failure[]) {
			sentences.push((await callDuring(failure)).message);
		}
		world.shop.failure = null;
		const { connection } = world;
		for (const wrong of [{ consumerKey: 'ck_unknown1' }, { consumerSecret: 'cs_wrong123' }]) {
			const credentials = { ...connection.credentials, ...wrong };
			sentences.push((await call({ ...connection, credentials })).message);
		}
		expect(new Set(sentences).size).toBe(9);
	});

	it.each([{ consumerKey: 'ck_unknown1' }, { consumerSecret: 'cs_wrong123' }])(
		'says which keys to look at when they are wrong: %j',
		async (wrong) => {
			await start();
			const { connection } = world;
			const error = await call({
				...connection,
				credentials: { ...connection.credentials, ...wrong },
			});
			expect(error.kind).toBe('unauthorized');
			expect(error.message).toContain(world.shop.url);
			expect(error.message).toContain('Check the consumer key and the consumer secret');
			expect(`${error.message} ${error.answer}`).not.toContain(Object.values(wrong)[0]);
			expectNoKey(error);
		},
	);

	it('of a user who may not see orders gives the reason of the shop', async () => {
		await start({ isManager: false });
		const error = await call();
		expect(error.kind).toBe('forbidden');
		expect(error.message).toContain(`${world.shop.url} answered 403`);
		expect(error.message).toContain('Sorry, you cannot list resources.');
	});

	it('of a WordPress without WooCommerce says where to look', async () => {
		await start();
		const server = await startServer(
			answering(async () => ({
				status: 404,
				json: { code: 'rest_no_route', message: 'No route was found.', data: { status: 404 } },
			})),
		);
		const credentials = { ...world.connection.credentials, storeUrl: server.url };
		const error = await call({ ...world.connection, credentials });
		await server.close();
		expect(error).toMatchObject({
			kind: 'not_found',
			message: expect.stringContaining('Check that WooCommerce is active'),
		});
	});
});

describe('a key that may only read', () => {
	it.each([
		['updateStatus', {}],
		['addTracking', {}],
		['addTracking', { hasShipmentTracking: true }],
		['addTracking', { hasFulfillments: true }],
	])('reads, and cannot %s (%j)', async (name, options) => {
		await start({ permissions: 'read', ...options });
		expect(await CALLS.readEntity!(world.connection)).toHaveLength(1);
		const error = await failureOf(CALLS[name]!(world.connection));
		expect(error).toMatchObject({
			kind: 'forbidden',
			message: `The key for ${world.shop.url} may only read. Make one with the permission "Read/Write" (WooCommerce > Settings > Advanced > REST API).`,
		});
		expectNoKey(error);
	});
});

describe('an answer that WooCommerce does not give', () => {
	it.each([
		['an object', { orders: [] }],
		['a list of something else', [{ order: 13 }]],
		['nothing', undefined],
	])('is refused as a list: %s', async (_name, json) => {
		await start();
		const server = await startServer(answering(async () => ({ status: 200, json })));
		const credentials = { ...world.connection.credentials, storeUrl: server.url };
		const error = await failureOf(CALLS.listChanges!({ ...world.connection, credentials }));
		await server.close();
		expect(error.kind).toBe('rejected');
		expect(error.message).toMatch(
			/^http:\S+ answered to GET \/orders with something that WooCommerce does not send: .*switch plugins off one by one/,
		);
	});
});
