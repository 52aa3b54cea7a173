import type { Tracking } from '../../../engine/providers/storeSide.ts';
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
const set = async (status: 'fulfilled') =>
	await world.provider.updateStatus(world.connection, {
		entityType: 'Order',
		id: ID,
		status,
		note: null,
	});
const track = async (changes: Partial<Tracking> = {}) =>
	await world.provider.addTracking(world.connection, {
		orderId: ID,
		trackingNumber: 'JD014600003SE',
		carrier: 'DHL',
		trackingUrl: null,
		notifyCustomer: false,
		...changes,
	});
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

describe('adding a tracking number to a Shopify order', () => {
	it('sends what is open with it, and writes to the customer only when asked to', async () => {
		add();
		const result = await track();
		expect(result).toMatchObject({ changed: true, remark: null });
		expect(result.observations[1]).toMatchObject({
			entityType: 'Shipment',
			entity: { trackingNumber: 'JD014600003SE', carrier: 'DHL', status: 'shipped' },
		});
		expect(world.shop.mails).toEqual([]);
	});

	it('gives it to the shipment that has none', async () => {
		add();
		await set('fulfilled');
		await track({ notifyCustomer: true, trackingUrl: 'https://dhl.example/JD014600003SE' });
		expect(order().fulfillments).toHaveLength(1);
		expect(order().fulfillments[0]!.tracking).toEqual({
			number: 'JD014600003SE',
			company: 'DHL',
			url: 'https://dhl.example/JD014600003SE',
		});
		expect(world.shop.mails).toEqual([{ about: 'tracking', orderId: Number(ID) }]);
	});

	it('done twice is the same as once, whatever the case and the blanks', async () => {
		add();
		await track({ notifyCustomer: true });
		const again = await track({ trackingNumber: ' jd014600003se ', notifyCustomer: true });
		expect(again).toMatchObject({ changed: false, remark: null });
		expect(again.observations).toHaveLength(2);
		expect(world.shop.mails).toHaveLength(1);
		expect(mutationsRun()).toBe(1);
	});

	it('says which of several shipments has it now, or what is still open elsewhere', async () => {
		add({ lines: threeLines(), fulfillmentOrders: inTwoPlaces() });
		expect((await track({ trackingNumber: 'A1' })).remark).toBe(
			'What is sent from Berlin has this number. What is sent from Hamburg is still open.',
		);
		expect((await track({ trackingNumber: 'A2' })).remark).toBeNull();
		await expect(track({ trackingNumber: 'A3' })).rejects.toMatchObject({
			message: expect.stringContaining('what was sent has the number A1, A2'),
		});
		for (const each of order().fulfillments) each.tracking = null;
		expect((await track({ trackingNumber: 'A4' })).remark).toBe(
			'2 shipments had no tracking number; the newest one, #1001.1, has it now.',
		);
	});

	it('does not take a shipment that was taken back for one', async () => {
		add();
		await track({ trackingNumber: 'A1' });
		order().fulfillments[0]!.status = 'CANCELLED';
		order().fulfillmentOrders[0]!.status = 'OPEN';
		expect(await track({ trackingNumber: 'A1' })).toMatchObject({ changed: true });
		expect(order().fulfillments).toHaveLength(2);
	});

	it.each(['404', '#1001', ''])('to an order "%s" that is not there says so', async (orderId) => {
		await expect(track({ orderId })).rejects.toMatchObject({
			kind: 'not_found',
			message: expect.stringContaining(`${world.shop.url} has no order "${orderId}". Give its id`),
		});
	});

	it('leaves the rest to be fulfilled', async () => {
		add({ lines: threeLines(), fulfillmentOrders: inTwoPlaces() });
		await track();
		expect(order().fulfillments).toHaveLength(1);
		expect(await set('fulfilled')).toMatchObject({ changed: true });
		expect(order().fulfillments.map(({ lines }) => lines.length)).toEqual([2, 1]);
	});

	it('is refused for an order that is cancelled', async () => {
		add({ cancelledAt: world.now() });
		await expect(track()).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('it is cancelled'),
		});
		expect(mutationsRun()).toBe(0);
	});
});
