import type { EntityType } from '../../../engine/events/entityType.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { readingOf } from '../../../engine/providers/storeReading.ts';
import { normalise } from '../../../engine/providers/woocommerce/normalise.ts';
import { parse } from '../../../engine/providers/woocommerce/parse.ts';
import { startReceiver, type Receiver } from '../../support/webhookReceiver.ts';
import { payloadOf, recordedWooCommerce } from '../../support/storePosts.ts';
import type { Stored } from '../../support/simulatedWooCommerce/collection.ts';
import type { SimulatedShopOptions } from '../../support/simulatedWooCommerce/startSimulatedShop.ts';
import { startWooWorld, type WooWorld } from '../../support/simulatedWooCommerce/wooWorld.ts';

const GUID = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';

let world: WooWorld;
let receiver: Receiver | undefined;
const start = async (options: SimulatedShopOptions = {}) => {
	world = await startWooWorld(options);
	return world.shop.data;
};
afterEach(async () => {
	await world?.shop.close();
	await receiver?.close();
	receiver = undefined;
});

const TRACKED = {
	id: 99,
	key: '_wc_shipment_tracking_items',
	value: [{ tracking_id: 'abc', tracking_provider: 'DHL', tracking_number: 'JD01' }],
};
const saidBy = (posts: Receiver['posts']): Observation[] =>
	posts.flatMap((post) => {
		const message = parse(post);
		return message.kind === 'message'
			? normalise(message, readingOf(world.connection.credentials))
			: [];
	});
const byId = (observations: readonly Observation[]) =>
	new Map(observations.map((one) => [`${one.entityType} ${one.id}`, one]));

describe('what is listed is what webhooks tell', () => {
	it.each([
		['order', 'Order', 'placeOrder'],
		['product', 'Product', 'addProduct'],
		['customer', 'Customer', 'addCustomer'],
	] as const)('of %ss, on three pages', async (topic, entityType, add) => {
		const data = await start();
		receiver = await startReceiver();
		const { provider, connection, shop } = world;
		await provider.registerWebhooks(connection, receiver.url, GUID);
		receiver.posts.splice(0);
		for (let i = 0; i < 230; i += 1) {
			const meta = i % 3 === 0 ? [TRACKED] : [{ id: 1, key: 'gift', value: 'yes' }];
			const entity = data[add]({ meta_data: meta });
			if (i % 2 === 0) data.tick();
			shop.queue.schedule(`${topic}.updated`, () => entity);
		}
		expect(new Set(await shop.queue.run())).toEqual(new Set([200]));
		const told = byId(saidBy(receiver.posts));
		const listed = byId(await world.listAll(entityType, '2026-11-23T20:31:00Z'));
		expect(told.size).toBe(topic === 'order' ? 230 + 77 : 230);
		expect([...listed.keys()].sort()).toEqual([...told.keys()].sort());
		for (const [key, observation] of listed) expect(observation).toEqual(told.get(key));
		const [one] = listed.values();
		expect(await provider.readEntity(connection, one!.entityType, one!.id)).toContainEqual(
			told.get(`${entityType} ${one!.id}`),
		);
	});

	it('of an order as a real shop sent and listed it', async () => {
		const data = await start();
		const { body } = payloadOf('woocommerce/rest-orders-after') as { body: string };
		data.orders.push(...(JSON.parse(body) as Stored[]));
		const message = parse(recordedWooCommerce('027-order.updated-refund').post);
		if (message.kind !== 'message') throw new Error('a message was expected');
		const told = normalise(message, readingOf(world.connection.credentials));
		const listed = (await world.listAll('Order', '2026-11-23T20:31:17Z')).filter(
			({ id }) => id === '13' || id === '13-abc',
		);
		expect(listed).toHaveLength(2);
		// The customer's account was deleted between the two.
		const orphaned = structuredClone(told) as Array<{ entity: { customer?: { id: unknown } } }>;
		orphaned[0]!.entity.customer!.id = null;
		expect(listed).toEqual(orphaned);
	});

	it('and a first listing calls no package new, however soon after the order it was sent', async () => {
		const data = await start();
		data.placeOrder({ meta_data: [TRACKED] });
		const codes = async (since: string | null) =>
			(await world.listAll('Order', since)).map(({ entityType, topicCodes }) => [
				entityType,
				topicCodes,
			]);
		expect(await codes('2026-11-23T20:31:00Z')).toContainEqual(['Shipment', ['shipment_created']]);
		expect(await codes(null)).toContainEqual(['Shipment', []]);
	});
});

describe('a shop that sends late, once, and gives up', () => {
	it('has what its webhooks have lost in its lists', async () => {
		const data = await start();
		receiver = await startReceiver();
		const { provider, connection, shop } = world;
		await provider.registerWebhooks(connection, receiver.url, GUID);
		expect(receiver.posts.every((post) => provider.isUnsignedPing(post))).toBe(true);
		await receiver.close();
		const orders = Array.from({ length: 7 }, () => {
			data.tick();
			const order = data.placeOrder({ status: 'pending' });
			shop.queue.schedule('order.created', () => order);
			return order;
		});
		expect(await shop.queue.run()).toEqual([0, 0, 0, 0, 0, 0, 0]);
		const off = (await provider.listWebhooks(connection)).filter(({ enabled }) => !enabled);
		expect(off.map(({ topic }) => topic)).toEqual(['order.created']);
		expect((await world.listAll('Order')).map(({ id }) => id)).toEqual(
			orders.map(({ id }) => String(id)),
		);
	});

	it('builds the message when it sends it: changes in between arrive as one', async () => {
		const data = await start();
		receiver = await startReceiver();
		const { provider, connection, shop } = world;
		await provider.registerWebhooks(connection, receiver.url, GUID);
		receiver.posts.splice(0);
		const order = data.placeOrder({ status: 'pending' });
		for (const status of ['processing', 'completed']) {
			data.change(order, { status });
			shop.queue.schedule('order.updated', () => order);
		}
		await shop.queue.run();
		const told = saidBy(receiver.posts);
		expect(told.map(({ entity }) => entity.status)).toEqual(['completed']);
		expect(await world.listAll('Order', '2026-11-23T20:31:00Z')).toEqual(told);
	});
});

describe('reading one entity', () => {
	const read = async (entityType: EntityType, id: string) =>
		await world.provider.readEntity(world.connection, entityType, id);

	it.each(['Order', 'Shipment', 'Customer', 'Product'] as const)(
		'is empty for a %s that the shop does not have',
		async (entityType) => {
			await start();
			expect(await read(entityType, entityType === 'Shipment' ? '7-abc' : '7')).toEqual([]);
		},
	);

	it.each(['../settings', '7/../../settings', '', 'abc', '7?x=1'])(
		'asks for nothing with %j, which is no id',
		async (id) => {
			await start();
			expect(await read('Order', id)).toEqual([]);
			expect(await read('Shipment', id)).toEqual([]);
			expect(world.shop.calls).toEqual([]);
		},
	);

	it('gives an order with its shipments, and each of these by its own id', async () => {
		const data = await start();
		const { id } = data.placeOrder({ meta_data: [TRACKED] });
		const observed = await read('Order', String(id));
		expect(observed.map((one) => [one.entityType, one.id])).toEqual([
			['Order', String(id)],
			['Shipment', `${id}-abc`],
		]);
		expect(await read('Shipment', `${id}-abc`)).toEqual([observed[1]]);
	});

	it('has nothing of an order in the trash', async () => {
		const data = await start();
		const order = data.placeOrder();
		data.trash(order);
		expect(await read('Order', String(order.id))).toEqual([]);
	});
});

describe('the fulfillments of a shop that has them switched on', () => {
	it('come as shipments with the order, and cost no call for orders without any', async () => {
		const data = await start({ hasFulfillments: true });
		const [order, other] = [data.placeOrder(), data.placeOrder()];
		const { provider, connection, shop } = world;
		await provider.addTracking(connection, {
			orderId: String(order.id),
			trackingNumber: 'JD01',
			carrier: 'DHL',
			trackingUrl: 'https://dhl.example/JD01',
			notifyCustomer: false,
		});
		shop.calls.splice(0);
		const listed = await world.listAll('Order', '2026-11-23T20:31:00Z');
		expect(listed.map((one) => [one.entityType, one.id])).toEqual([
			['Order', String(order.id)],
			['Shipment', `${order.id}-fulfillment-1`],
			['Order', String(other.id)],
		]);
		expect(listed[1]!).toMatchObject({
			entity: {
				orderId: String(order.id),
				status: 'shipped',
				nativeStatus: 'fulfilled',
				carrier: 'DHL',
				trackingNumber: 'JD01',
				trackingUrl: 'https://dhl.example/JD01',
				lineItems: [{ name: 'Linen Shirt', quantity: 2 }],
			},
			topicCodes: ['shipment_created'],
		});
		expect(shop.calls.filter(({ path }) => path.endsWith('/fulfillments'))).toHaveLength(1);
	});

	it('are no error when the feature is switched off afterwards', async () => {
		const data = await start();
		data.placeOrder({ meta_data: [{ id: 1, key: '_fulfillment_status', value: 'fulfilled' }] });
		expect(await world.listAll('Order')).toHaveLength(1);
	});
});
