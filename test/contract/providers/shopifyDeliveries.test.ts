import { receiptsOf, startReceiver, type Receiver } from '../../support/webhookReceiver.ts';
import { ObservedStates } from '../../support/observedStates.ts';
import { startShopifyShop, type ShopifyShop } from '../../support/shopifyShop.ts';
import { newOrder } from '../../support/simulatedShopifyStore/newRecords.ts';

const GUID = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';

let world: ShopifyShop;
let receiver: Receiver;
beforeEach(async () => {
	world = await startShopifyShop();
	receiver = await startReceiver(() => new Date(world.now()));
	await world.provider.registerWebhooks(world.connection, receiver.url, GUID);
});
afterEach(async () => {
	await world.shop.close();
	await receiver.close();
});

const receipts = () =>
	receiptsOf(world.provider, world.connection.credentials, GUID, receiver.posts);
const list = async () => {
	const position = { since: null, page: null };
	return (await world.provider.listChanges(world.connection, 'Order', position)).observations;
};

describe("a Shopify shop's messages", () => {
	it('that come twice have one key, and those of two topics have two', async () => {
		world.shop.state.addOrder(newOrder(1, world.now()));
		world.shop.deliveries.repeatLast();
		world.shop.state.changeOrder(1, (order) => (order.financial = 'PAID'), 'orders/paid');
		await world.shop.deliveries.deliver();
		const keys = receipts().map(({ receiptKey }) => receiptKey);
		expect(keys).toHaveLength(4);
		expect(new Set(keys).size).toBe(3);
	});

	it('that are not taken come again with the same bytes, at most 8 times; then no more', async () => {
		receiver.status = 500;
		world.shop.state.addOrder(newOrder(1, world.now()));
		world.shop.state.changeOrder(1, (order) => (order.note = 'new'));
		for (let minute = 0; minute <= 240; minute += 1) {
			await world.shop.deliveries.deliver();
			world.pass(60_000);
		}
		expect(receiver.posts).toHaveLength(18);
		expect(new Set(receiver.posts.map(({ body }) => body.toString())).size).toBe(2);
		const left = await world.provider.listWebhooks(world.connection);
		const topics = left.map(({ topic }) => topic);
		expect(topics).not.toContain('orders/create');
		expect(topics).not.toContain('orders/updated');

		receiver.status = 200;
		await world.provider.registerWebhooks(world.connection, receiver.url, GUID);
		world.shop.state.changeOrder(1, (order) => (order.note = 'newer'));
		await world.shop.deliveries.deliver();
		expect(receipts().at(-1)).toMatchObject({ topic: 'orders/updated' });
	});

	it('that come late are older than what a listing has told since', async () => {
		world.shop.state.addOrder(newOrder(1, world.now()));
		world.pass(60_000);
		world.shop.deliveries.delay(3_600_000);
		world.shop.state.changeOrder(1, (order) => (order.note = 'first'));
		world.pass(60_000);
		world.shop.state.changeOrder(1, (order) => (order.note = 'second'));
		const known = new ObservedStates();
		known.take(await list(), world.now());

		world.pass(3_600_000);
		await world.shop.deliveries.deliver();
		const late = receipts().filter(({ topic }) => topic === 'orders/updated');
		expect(late).toHaveLength(2);
		const [first, second] = late.map((each) => world.provider.normalise(each));
		expect(known.take(first!, world.now())).toEqual([]);
		const changed = known
			.take(second!, world.now())
			.flatMap(({ previous }) => Object.keys(previous!));
		expect(changed).toEqual(['url']);
	});

	it('that were missed are brought by the next listing, once', async () => {
		world.shop.state.addOrder(newOrder(1, world.now()));
		const known = new ObservedStates();
		known.take(await list(), world.now());
		world.shop.subscriptions.length = 0;
		world.pass(60_000);
		world.shop.state.changeOrder(
			1,
			(order) => {
				order.cancelledAt = world.now();
				order.cancelReason = 'FRAUD';
			},
			'orders/cancelled',
		);
		const changes = known.take(await list(), world.now());
		expect(changes.map(({ codes }) => codes)).toEqual([
			['order_cancelled', 'order_status_changed', 'order_updated'],
		]);
		expect(known.take(await list(), world.now())).toEqual([]);
	});
});
