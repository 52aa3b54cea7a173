import type { Observation } from '../../../engine/events/observation.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import type { StatusUpdate } from '../../../engine/providers/storeSide.ts';
import { abilities } from '../../../engine/providers/shopify/abilities.ts';
import { startShopifyShop, type ShopifyShop } from '../../support/shopifyShop.ts';
import { newLine, newOrder } from '../../support/simulatedShopifyStore/newRecords.ts';
import type { OrderRecord } from '../../support/simulatedShopifyStore/records.ts';

let world: ShopifyShop;
beforeEach(async () => {
	world = await startShopifyShop();
});
afterEach(async () => await world.shop.close());

const ID = '5601112223334';
const order = () => world.shop.state.orders.get(Number(ID))!;
const add = (changes: Partial<OrderRecord> = {}) =>
	world.shop.state.addOrder(newOrder(Number(ID), world.now(), changes));
const set = async (status: (typeof ORDER_STATUSES)[number], note: string | null = null) =>
	await world.provider.updateStatus(world.connection, {
		entityType: 'Order',
		id: ID,
		status,
		note,
	});
const report = async (status: (typeof SHIPMENT_STATUSES)[number], note: string | null = null) =>
	await world.provider.updateStatus(world.connection, {
		entityType: 'Shipment',
		id: String(order().fulfillments[0]!.id),
		status,
		note,
	} satisfies StatusUpdate);
const statusOf = ([first]: readonly Observation[]) => first?.entity.status;
const mutationsRun = () =>
	world.shop.graphqlRequests.filter(({ query }) => query.trimStart().startsWith('mutation')).length;
const inTwoPlaces = (): OrderRecord['fulfillmentOrders'] =>
	[
		{ id: 1, location: { id: 1, name: 'Berlin' } },
		{ id: 2, location: { id: 1, name: 'Berlin' } },
		{ id: 3, location: { id: 2, name: 'Hamburg' } },
	].map((part) => ({
		...part,
		status: 'OPEN' as const,
		isOfService: false,
		lines: [{ lineId: part.id, quantity: 1 }],
	}));
const threeLines = () => [1, 2, 3].map((id) => newLine(id, { quantity: 1 }));

describe('what a Shopify shop cannot be told', () => {
	it('is known with a reason before any call', () => {
		const { Order, Shipment } = world.provider.abilities.setsStatus;
		const possible = (of: Readonly<Record<string, true | string>>) =>
			Object.keys(of).filter((status) => of[status] === true);
		expect(possible(Order)).toEqual(['cancelled', 'fulfilled', 'completed']);
		expect(possible(Shipment)).toEqual([
			'label_created',
			'in_transit',
			'ready_for_pickup',
			'out_for_delivery',
			'delivered',
			'attempted',
			'delayed',
			'failed',
			'cancelled',
		]);
		for (const ability of [...Object.values(Order), ...Object.values(Shipment)]) {
			if (ability !== true) expect(ability).toMatch(/^["A-Z].{20,}\.$/);
		}
	});

	it.each(ORDER_STATUSES.filter((status) => abilities.setsStatus.Order[status] !== true))(
		'of an order, such as "%s", changes nothing',
		async (status) => {
			add();
			await (status === 'processing'
				? expect(set(status)).resolves.toMatchObject({ changed: false })
				: expect(set(status)).rejects.toMatchObject({ kind: 'rejected' }));
			expect(mutationsRun()).toBe(0);
		},
	);
});

describe('cancelling a Shopify order', () => {
	it('waits for the shop to be done with it, and tells the order as it is then', async () => {
		add();
		world.shop.settings.cancellation.looks = 3;
		const result = await set('cancelled', 'Asked for by phone');
		expect(result.changed).toBe(true);
		expect(statusOf(result.observations)).toBe('cancelled');
		expect(order()).toMatchObject({ cancelReason: 'OTHER', staffNote: 'Asked for by phone' });
		expect(world.waits).toEqual([250, 500, 1_000]);
	});

	it('says that what was paid is not given back, and writes to nobody', async () => {
		add();
		expect((await set('cancelled')).remark).toMatch(/not given back/);
		expect(world.shop.mails).toEqual([]);
	});

	it('done twice is the same as once', async () => {
		add({ financial: 'AUTHORIZED' });
		expect(await set('cancelled')).toMatchObject({ changed: true, remark: null });
		const told = world.shop.happenings.length;
		expect(await set('cancelled')).toMatchObject({ changed: false, remark: null });
		expect(world.shop.happenings).toHaveLength(told);
	});

	it('says so when the shop is still at it after a while', async () => {
		add();
		world.shop.settings.cancellation.looks = 100;
		const result = await set('cancelled');
		expect(result).toEqual({
			changed: true,
			observations: [],
			remark: 'Shopify is still cancelling the order. It will report when it is done.',
		});
		expect(world.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(20_000);
	});

	it('fails with the words of the shop, whether it refuses at once or later', async () => {
		add();
		world.shop.settings.cancellation = { looks: 2, errors: ['The location is deactivated'] };
		await expect(set('cancelled')).rejects.toMatchObject({
			kind: 'rejected',
			message: `${world.shop.url} did not cancel order "${ID}": The location is deactivated. Look at it in the Shopify admin.`,
		});
		await set('fulfilled');
		await expect(set('cancelled')).rejects.toMatchObject({
			message: expect.stringContaining('Cannot cancel an order with outstanding fulfillments.'),
		});
	});

	it('ends what can be done with the order', async () => {
		add();
		await set('cancelled');
		const done = mutationsRun();
		await expect(set('fulfilled')).rejects.toMatchObject({
			message: expect.stringContaining('it is cancelled, which cannot be undone'),
		});
		expect(mutationsRun()).toBe(done);
	});
});

describe('fulfilling a Shopify order', () => {
	it('makes one shipment for each location, of all that is open there', async () => {
		add({ lines: threeLines(), fulfillmentOrders: inTwoPlaces() });
		const result = await set('fulfilled');
		expect(result).toMatchObject({ changed: true, remark: null });
		expect(result.observations.map(({ entityType }) => entityType)).toEqual([
			'Order',
			'Shipment',
			'Shipment',
		]);
		expect(statusOf(result.observations)).toBe('fulfilled');
		expect(order().fulfillments.map(({ lines }) => lines.length)).toEqual([2, 1]);
		expect(world.shop.mails).toEqual([]);
	});

	it('done twice is the same as once, also for an order that is closed since', async () => {
		add();
		await set('fulfilled');
		expect(await set('fulfilled')).toMatchObject({ changed: false });
		expect(await set('completed')).toMatchObject({ changed: true, remark: null });
		expect(await set('completed')).toMatchObject({ changed: false });
		expect(await set('fulfilled')).toMatchObject({ changed: false });
		expect(order().fulfillments).toHaveLength(1);
	});

	it('leaves what is held back, and says so', async () => {
		const parts = inTwoPlaces();
		parts[1]!.status = 'ON_HOLD';
		parts[2]!.isOfService = true;
		add({ lines: threeLines(), fulfillmentOrders: parts });
		const result = await set('fulfilled', 'A note');
		expect(result.remark).toBe(
			'The note was not stored: Shopify keeps none with this. Not all of the order is fulfilled: 1 on hold, 1 with a fulfillment service.',
		);
		await expect(set('fulfilled')).rejects.toMatchObject({
			message: expect.stringContaining(
				'nothing of it can be sent now (1 on hold, 1 with a fulfillment service)',
			),
		});
	});

	it('fails with the words of the shop when somebody was faster', async () => {
		add();
		world.shop.meanwhile(() => {
			if (mutationsRun() > 0) order().fulfillmentOrders[0]!.status = 'ON_HOLD';
		});
		await expect(set('fulfilled')).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('has an unfulfillable status= on_hold.'),
		});
		expect(order().fulfillments).toEqual([]);
	});
});

describe('closing a Shopify order', () => {
	it('says how Shopify shows an order that is closed before it is fulfilled', async () => {
		add();
		expect(await set('completed')).toMatchObject({
			changed: true,
			remark: 'Shopify now shows the order as "paid, unfulfilled, closed".',
		});
		expect(await set('completed')).toMatchObject({ changed: false });
	});
});

describe("reporting a Shopify shipment's way", () => {
	beforeEach(async () => {
		add();
		await set('fulfilled');
	});

	it.each([
		['label_created', 'LABEL_PURCHASED'],
		['in_transit', 'IN_TRANSIT'],
		['ready_for_pickup', 'READY_FOR_PICKUP'],
		['out_for_delivery', 'OUT_FOR_DELIVERY'],
		['delivered', 'DELIVERED'],
		['attempted', 'ATTEMPTED_DELIVERY'],
		['delayed', 'DELAYED'],
		['failed', 'FAILURE'],
	] as const)('as "%s" is one event %s, however often it is done', async (status, event) => {
		world.pass(60_000);
		const result = await report(status, 'By hand');
		expect(result).toMatchObject({ changed: true, remark: null });
		expect(result.observations).toHaveLength(1);
		expect(result.observations[0]).toMatchObject({
			entityType: 'Shipment',
			entity: { status, message: 'By hand' },
		});
		expect(await report(status)).toMatchObject({ changed: false });
		expect(order().fulfillments[0]!.events).toEqual([
			expect.objectContaining({ status: event, message: 'By hand', happenedAt: world.now() }),
		]);
	});

	it('as "cancelled" takes the shipment back, and cannot be undone', async () => {
		expect(await report('cancelled', 'A note')).toMatchObject({
			changed: true,
			observations: [{ entity: { status: 'cancelled', nativeStatus: 'cancelled' } }],
			remark: expect.stringContaining('note was not stored'),
		});
		expect(await report('cancelled')).toMatchObject({ changed: false });
		await expect(report('delivered')).rejects.toMatchObject({ kind: 'rejected' });
	});

	it('as something else is refused without a call', async () => {
		const done = mutationsRun();
		expect(await report('shipped')).toMatchObject({ changed: false });
		await expect(report('returned')).rejects.toMatchObject({
			message: expect.stringContaining('Shopify takes no report that a parcel goes back.'),
		});
		expect(mutationsRun()).toBe(done);
	});
});
