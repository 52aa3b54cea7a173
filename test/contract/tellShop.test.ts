import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActionWorld } from '../../engine/actions/actionWorld.ts';
import type { ParcelFact } from '../../engine/actions/tellShop.ts';
import { addStoreTracking } from '../../engine/actions/trackingAction.ts';
import { composeItem } from '../../engine/deliveries/composeItem.ts';
import type { Shipment } from '../../engine/events/entities.ts';
import type { Observation } from '../../engine/events/observation.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { startDemoStore } from '../support/demoStore.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { newSecret } from '../support/postSigned.ts';
import { newOrder } from '../support/simulatedShopifyStore/newRecords.ts';
import { startSimulatedShopifyStore } from '../support/simulatedShopifyStore/startSimulatedShopifyStore.ts';
import { startSimulatedShop } from '../support/simulatedWooCommerce/startSimulatedShop.ts';
import { INTEGRATION, REAL_CLOCK, saveIntegration, testInbox } from '../support/testInbox.ts';

/** A shop of one kind with one order that is paid, and how that stands there. */
type Shop = {
	readonly provider: string;
	readonly credentials: Record<string, unknown>;
	readonly orderId: string;
	/** What a person in the shop sees: its own words. */
	seen(): { readonly order: unknown; readonly numbers: unknown[]; readonly parcels?: unknown[] };
	/** What somebody of the shop does by hand. */
	setOrder(status: string): void;
	/** How often the shop was written to. */
	writes(): number;
	close(): Promise<void>;
};

async function wooCommerce(): Promise<Shop> {
	const keys = { consumerKey: 'ck_of-this-test', consumerSecret: 'cs_of-this-test' };
	const startedAt = new Date(Date.now() - 60_000).toISOString();
	const shop = await startSimulatedShop({ ...keys, startedAt, hasShipmentTracking: true });
	const order = shop.data.placeOrder({ status: 'processing', number: '1001' });
	const items = () =>
		(order.meta_data as Array<{ key: string; value: unknown }>).find(
			({ key }) => key === '_wc_shipment_tracking_items',
		)?.value as Array<{ tracking_number: string }> | undefined;
	return {
		provider: 'woocommerce',
		credentials: { storeUrl: shop.url, ...keys },
		orderId: String(order.id),
		seen: () => ({
			order: order.status,
			numbers: (items() ?? []).map(({ tracking_number: number }) => number),
		}),
		setOrder: (status) => void shop.data.change(order, { status }),
		writes: () => shop.calls.filter(({ method }) => method !== 'GET').length,
		close: shop.close,
	};
}

async function shopify(): Promise<Shop> {
	const keys = { clientId: 'client-of-this-test', clientSecret: 'shpss_of-this-test' };
	const now = () => new Date();
	const shop = await startSimulatedShopifyStore({ ...keys, now, takesHttp: true });
	const id = shop.state.newId();
	shop.state.addOrder(newOrder(id, now().getTime(), { number: 1001 }));
	const order = () => shop.state.orders.get(id)!;
	return {
		provider: 'shopify',
		credentials: { storeUrl: shop.url, authentication: 'clientCredentials', ...keys },
		orderId: String(id),
		seen: () => ({
			order: order().fulfillments.length > 0 ? 'fulfilled' : 'open',
			numbers: order().fulfillments.map(({ tracking }) => tracking?.number),
			parcels: order().fulfillments.map(({ events }) => events.at(-1)?.status),
		}),
		setOrder: () => {},
		writes: () =>
			shop.graphqlRequests.filter(({ query }) => query.trimStart().startsWith('mutation')).length,
		close: shop.close,
	};
}

async function generic(): Promise<Shop> {
	const keys = { apiKey: 'demo-key', apiSecret: newSecret() };
	const folder = await mkdtemp(join(tmpdir(), 'commerce-tell-'));
	const shop = await startDemoStore({ port: 0, dataFile: join(folder, 'store.json'), ...keys });
	const customer = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
	const { id } = shop.placeOrder(customer);
	shop.pay(id);
	const order = () => shop.state.orders.find((each) => each.id === id)!;
	return {
		provider: 'generic',
		credentials: { storeUrl: shop.url, ...keys },
		orderId: id,
		seen: () => ({
			order: order().status,
			numbers: shop.state.shipments.map(({ trackingNumber }) => trackingNumber),
			parcels: shop.state.shipments.map(({ status }) => status),
		}),
		setOrder: () => {},
		writes: () => 0,
		async close() {
			await shop.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

const CARRIER = {
	...INTEGRATION,
	guid: '33333333-3333-5333-8333-333333333333',
	name: 'Carrier',
	provider: 'sendcloud',
	storeUrl: 'https://panel.sendcloud.sc/accounts/1',
	workflowId: 'carrier-workflow',
	nodeId: 'carrier-node',
};

/** A shop and a carrier that are connected. */
type Told = {
	readonly shop: Shop;
	/** Takes over what the shop says of its order. */
	read(): Promise<void>;
	/** What came of an event of the carrier's. */
	tell(told: Partial<Shipment>, tells?: readonly ParcelFact[]): Promise<Record<string, unknown>>;
};

async function connected(state: OpenDatabase, start: () => Promise<Shop>): Promise<Told> {
	const shop = await start();
	const inbox = testInbox(state, REAL_CLOCK);
	const provider = providerOf(shop.provider)!;
	const credentials = provider.credentialsSchema.parse(shop.credentials);
	const place = { provider: provider.slug, storeUrl: provider.storeUrl(credentials) };
	const connectedAt = Date.now() - 1_000;
	const integration = await saveIntegration(state, { ...INTEGRATION, ...place }, connectedAt);
	const carrier = await saveIntegration(state, CARRIER, connectedAt);
	const store = async (by: Integration, observations: readonly Observation[]) => {
		const message = { receiptKey: randomUUID(), occurredAt: null, payload: null };
		return (await storeMessage(inbox, by, message, observations, new Date())).events;
	};
	const read = async () => {
		const connection = { credentials, http: axiosStoreHttp() };
		await store(integration, await provider.readEntity(connection, 'Order', shop.orderId));
	};
	await read();
	const world = createActionWorld(inbox, () => {});
	return {
		shop,
		read,
		async tell(told, tells = ['fulfilled', 'delivered']) {
			const entity = { id: 'p1', orderNumber: '1001', trackingNumber: 'JD0146', ...told };
			const observation = {
				...({ entityType: 'Shipment', kind: 'upsert', clock: 'record' } as const),
				...{ id: entity.id, entity, topicCodes: [] },
				changedAt: new Date().toISOString(),
			};
			const [event] = await store(carrier, [observation]);
			const { tracking } = await addStoreTracking(world, {
				store: {
					...{ provider: provider.slug, credentials: shop.credentials },
					...{ space: 'default', workflowId: 'telling' },
				},
				...{ event: composeItem(event!, carrier, [], 1), isOfShipment: true, isSkippable: true },
				...{ orderId: '', trackingNumber: entity.trackingNumber, tells, onlyShown: null },
				...{ carrier: 'DHL', trackingUrl: null, notifyCustomer: false },
			});
			return tracking;
		},
	};
}

describe.each([
	['WooCommerce', wooCommerce, { fulfilled: 'completed', done: ['fulfilled'], parcels: undefined }],
	['Shopify', shopify, { fulfilled: 'fulfilled', done: ['delivered'], parcels: ['DELIVERED'] }],
	[
		'a generic store',
		generic,
		{ fulfilled: 'fulfilled', done: ['delivered'], parcels: ['delivered'] },
	],
] as const)('%s, told of a parcel by a carrier,', (_, start, expected) => {
	eachDialect('', (database) => {
		let state: OpenDatabase;
		let shop: Shop;
		let read: Told['read'];
		let tell: Told['tell'];

		beforeEach(async () => {
			state = await database().open();
			({ shop, read, tell } = await connected(state, start));
		});
		afterEach(async () => await shop.close());

		it('has the number, is fulfilled when the parcel has left, and knows that it has arrived: each once', async () => {
			expect(await tell({ status: 'label_created' })).toMatchObject({
				changed: true,
				remark: null,
			});
			expect(shop.seen().numbers).toEqual(['JD0146']);
			await tell({ status: 'in_transit' });
			expect(shop.seen().order).toBe(expected.fulfilled);
			await tell({ status: 'out_for_delivery' });
			await tell({ status: 'delivered' });
			expect(shop.seen()).toMatchObject({ order: expected.fulfilled, numbers: ['JD0146'] });
			expect(shop.seen().parcels).toEqual(expected.parcels);
			const writes = shop.writes();
			expect(await tell({ status: 'delivered', message: 'Told again' })).toEqual(
				expect.objectContaining({ changed: false, told: [], remark: null }),
			);
			expect(shop.writes()).toBe(writes);
			const ofParcels = await state.db
				.selectFrom('event')
				.select('isOwnUpdate')
				.where((eb) => eb.and({ integrationGuid: INTEGRATION.guid, entityType: 'Shipment' }))
				.execute();
			expect(new Set(ofParcels.map(({ isOwnUpdate }) => isOwnUpdate))).toEqual(new Set([1]));
		});

		it('is told the number alone where nothing else is chosen', async () => {
			const before = shop.seen().order;
			expect(await tell({ status: 'delivered' }, [])).toMatchObject({ changed: true });
			expect(shop.seen().numbers).toEqual(['JD0146']);
			// Of these, the number itself makes the order a sent one.
			const isSentByNumber = expected.done[0] === 'delivered';
			expect(shop.seen().order).toBe(isSentByNumber ? expected.fulfilled : before);
			expect(shop.seen().parcels?.[0]?.toString().toLowerCase()).not.toBe('delivered');
		});

		it('hears nothing of a parcel that was cancelled', async () => {
			expect(await tell({ status: 'cancelled' })).toMatchObject({
				...{ changed: false, told: [], remark: 'Left out: the parcel is cancelled.' },
			});
			expect(shop.seen().numbers).toEqual([]);
		});

		it('is not told a number that it has, however that is written', async () => {
			await tell({ status: 'label_created' });
			await read();
			const writes = shop.writes();
			const again = { status: 'label_created', trackingNumber: 'jd-01 46' } as const;
			expect(await tell(again)).toMatchObject({ changed: false });
			expect(shop.seen().numbers).toEqual(['JD0146']);
			expect(shop.writes()).toBe(writes);
		});
	});
});

eachDialect('an order whose carrier tells of its parcel', (database) => {
	let told: Told;
	beforeEach(async () => {
		told = await connected(await database().open(), wooCommerce);
	});
	afterEach(async () => await told.shop.close());
	const setOrder = async (status: string) => {
		told.shop.setOrder(status);
		await told.read();
	};
	const order = () => told.shop.seen().order;

	it.each(['on-hold', 'cancelled', 'refunded', 'failed', 'pending'])(
		'keeps a status that somebody has given it: %s',
		async (status) => {
			await setOrder(status);
			await told.tell({ status: 'in_transit' });
			await told.tell({ status: 'delivered' });
			expect(order()).toBe(status);
		},
	);

	it('is not fulfilled once more when somebody has put it back', async () => {
		await told.tell({ status: 'in_transit' });
		expect(order()).toBe('completed');
		await setOrder('processing');
		await told.tell({ status: 'out_for_delivery' });
		await told.tell({ status: 'delivered' });
		expect(order()).toBe('processing');
	});

	it('is fulfilled only when the carrier has the parcel', async () => {
		for (const status of ['pending', 'label_created', 'delayed', 'failed', 'unknown'] as const) {
			await told.tell({ status, id: status, trackingNumber: `JD-${status}` });
			expect(order()).toBe('processing');
		}
		await told.tell({ status: 'shipped' });
		expect(order()).toBe('completed');
	});

	it('waits for its arrival where that alone is told', async () => {
		await told.tell({ status: 'in_transit' }, ['delivered']);
		expect(order()).toBe('processing');
		await told.tell({ status: 'delivered' }, ['delivered']);
		expect(order()).toBe('completed');
	});

	it('keeps its status while a part of it is still to be sent, and the answer says so', async () => {
		const line = { id: null, name: 'Mug', quantity: 0 };
		const lineItems = [{ ...line }] as unknown as Shipment['lineItems'];
		expect(await told.tell({ status: 'in_transit', lineItems })).toMatchObject({
			told: [],
			remark: expect.stringMatching(/^The order keeps its status: 0 of its \d+ pieces/),
		});
		expect(order()).toBe('processing');
	});
});
