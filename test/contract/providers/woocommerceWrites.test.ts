import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import type { Tracking, WriteResult } from '../../../engine/providers/storeSide.ts';
import { ORDER_STATUSES as WORDS } from '../../support/simulatedWooCommerce/shopRoutes.ts';
import type { SimulatedShopOptions } from '../../support/simulatedWooCommerce/startSimulatedShop.ts';
import { startWooWorld, type WooWorld } from '../../support/simulatedWooCommerce/wooWorld.ts';

let world: WooWorld;
const start = async (options: SimulatedShopOptions = {}) => {
	world = await startWooWorld(options);
	return world.shop.data;
};
afterEach(async () => await world.shop.close());

const writes = () => world.shop.calls.filter(({ method }) => method !== 'GET');
const setStatus = async (
	id: number,
	status: (typeof ORDER_STATUSES)[number],
	note: string | null = null,
) =>
	await world.provider.updateStatus(world.connection, {
		entityType: 'Order',
		id: String(id),
		status,
		note,
	});
const statusOf = ({ observations }: WriteResult) => observations[0]?.entity.status;

describe('the status of an order', () => {
	const SETTABLE = [
		['pending_payment', 'pending'],
		['on_hold', 'on-hold'],
		['processing', 'processing'],
		['ready_for_pickup', 'ready-for-pickup'],
		['completed', 'completed'],
		['cancelled', 'cancelled'],
		['refunded', 'refunded'],
		['failed', 'failed'],
	] as const;

	it.each(SETTABLE)('%s is set as %s, and doing it twice is the same as once', async (to, word) => {
		const data = await start({ orderStatuses: [...WORDS, 'ready-for-pickup', 'packed'] });
		const order = data.placeOrder({ status: 'packed' });
		const first = await setStatus(order.id, to);
		expect(first.changed).toBe(true);
		expect(statusOf(first)).toBe(to);
		expect(order.status).toBe(word);
		const second = await setStatus(order.id, to);
		expect(second).toMatchObject({ changed: false, remark: null });
		expect(statusOf(second)).toBe(to);
		expect(writes()).toHaveLength(1);
	});

	it.each(ORDER_STATUSES.filter((status) => !SETTABLE.some(([to]) => to === status)))(
		'%s is refused with a reason before any call',
		async (status) => {
			const data = await start();
			const order = data.placeOrder();
			const reason = world.provider.abilities.setsStatus.Order[status];
			expect(reason).toMatch(/^\S.+\.$/);
			await expect(setStatus(order.id, status)).rejects.toMatchObject({
				name: 'StoreError',
				message: reason,
			});
			expect(world.shop.calls).toEqual([]);
		},
	);

	it.each(SHIPMENT_STATUSES)('is what a shipment has instead of "%s"', async (status) => {
		await start();
		const { provider, connection } = world;
		const reason = provider.abilities.setsStatus.Shipment[status];
		expect(reason).toMatch(/keeps no status for shipments\. Give the order a status instead/);
		await expect(
			provider.updateStatus(connection, { entityType: 'Shipment', id: '7-a', status, note: null }),
		).rejects.toMatchObject({ message: reason });
		expect(world.shop.calls).toEqual([]);
	});

	it('that this shop does not have is refused with those that it has', async () => {
		const data = await start();
		const order = data.placeOrder();
		await expect(setStatus(order.id, 'ready_for_pickup')).rejects.toMatchObject({
			kind: 'rejected',
			message: `${world.shop.url} has no order status "ready-for-pickup": status is not one of ${WORDS.join(', ')}. Choose one that the shop has, or install the extension that adds it.`,
		});
	});

	it('comes with a note for the shop, once', async () => {
		const data = await start();
		const order = data.placeOrder();
		await setStatus(order.id, 'completed', 'Sent by the warehouse');
		const again = await setStatus(order.id, 'completed', 'Sent by the warehouse');
		expect(data.notes).toEqual([
			{ order: order.id, note: 'Sent by the warehouse', customer_note: false },
		]);
		expect(again.remark).toBe('The order is "completed" already; no note was added.');
	});

	it('counts as set though the note failed, and says so', async () => {
		const data = await start();
		const order = data.placeOrder();
		const { provider, connection } = world;
		const http: typeof connection.http = async (request) => {
			if (request.url.endsWith('/notes')) world.shop.failure = 'maintenance';
			return await connection.http(request);
		};
		const result = await provider.updateStatus(
			{ ...connection, http },
			{ entityType: 'Order', id: String(order.id), status: 'completed', note: 'Hello' },
		);
		expect(order.status).toBe('completed');
		expect(result.changed).toBe(true);
		expect(result.remark).toMatch(/^The status was set, but the note could not be added: .*503/);
	});

	it('refunded sends no money, and says so', async () => {
		const data = await start();
		const { remark } = await setStatus(data.placeOrder().id, 'refunded');
		expect(remark).toContain('sends no money back by itself');
	});

	it('that a plugin changes at once into another one is told as it is', async () => {
		const data = await start();
		const order = data.placeOrder();
		const { change } = data;
		data.change = (entity, fields) => change(entity, { ...fields, status: 'on-hold' });
		expect(await setStatus(order.id, 'completed')).toMatchObject({
			changed: true,
			remark: 'The shop was asked for "completed"; it now says "on-hold".',
		});
	});

	it.each([
		['trash', /lies in the trash\. Restore it/],
		['checkout-draft', /has not been placed/],
	])('is not given to one that is %s', async (status, reason) => {
		const data = await start();
		const order = data.placeOrder({ status });
		await expect(setStatus(order.id, 'completed')).rejects.toThrow(reason);
		expect(order.status).toBe(status);
	});

	it('is not given to an order that does not exist', async () => {
		await start();
		await expect(setStatus(7, 'completed')).rejects.toMatchObject({
			kind: 'not_found',
			message: expect.stringContaining(`${world.shop.url} has no order "7". Give the id`),
		});
	});
});

describe('a tracking number', () => {
	const add = async (orderId: number, more: Partial<Tracking> = {}) =>
		await world.provider.addTracking(world.connection, {
			orderId: String(orderId),
			trackingNumber: 'JD014600003SE',
			carrier: 'DHL',
			trackingUrl: 'https://dhl.example/JD014600003SE',
			notifyCustomer: false,
			...more,
		});

	it.each([
		['Shipment Tracking', { hasShipmentTracking: true }],
		['fulfillments', { hasFulfillments: true }],
		['both', { hasShipmentTracking: true, hasFulfillments: true }],
	])('is kept once by a shop with %s, and read back as a shipment', async (_name, options) => {
		const data = await start(options);
		const order = data.placeOrder({ status: 'processing' });
		const first = await add(order.id);
		const second = await add(order.id);
		expect([first.changed, second.changed]).toEqual([true, false]);
		expect(writes()).toHaveLength(1);
		expect(second.observations).toEqual(first.observations);
		const shipments = first.observations.filter((one) => one.entityType === 'Shipment');
		expect(shipments.map(({ entity }) => entity)).toEqual([
			expect.objectContaining({
				orderId: String(order.id),
				status: 'shipped',
				carrier: 'DHL',
				trackingNumber: 'JD014600003SE',
				trackingUrl: 'https://dhl.example/JD014600003SE',
			}),
		]);
		expect(order.status).toBe('processing');
	});

	it.each([
		['dhl intraship DE', 'dhl-intraship-de', ''],
		['Courier of the village', '', 'Courier of the village'],
		[null, '', ''],
	])('of %s without a link: carrier %j, own carrier %j', async (carrier, known, own) => {
		const data = await start({ hasShipmentTracking: true });
		const order = data.placeOrder();
		await add(order.id, { carrier, trackingUrl: null });
		const [meta] = order.meta_data as Array<{ value: object[] }>;
		expect(meta!.value[0]).toMatchObject({
			tracking_provider: known,
			custom_tracking_provider: own,
			custom_tracking_link: '',
		});
	});

	it.each([true, false])('is told the customer only when asked: %s', async (notifyCustomer) => {
		const data = await start({ hasShipmentTracking: true });
		const order = data.placeOrder();
		const { remark } = await add(order.id, { notifyCustomer });
		expect(data.notes.map((one) => one.customer_note)).toEqual(notifyCustomer ? [true] : []);
		expect(remark === null).toBe(!notifyCustomer);
		if (notifyCustomer) expect(data.notes[0]!.note).toContain('JD014600003SE');
	});

	it('in a fulfillment has what is in no other one, and WooCommerce tells the customer', async () => {
		const data = await start({ hasFulfillments: true });
		const order = data.placeOrder({
			line_items: [
				{ id: 1, quantity: 2 },
				{ id: 2, quantity: 1 },
			],
		});
		await add(order.id);
		const lines = order.line_items as unknown[];
		data.change(order, { line_items: [...lines, { id: 3, quantity: 4 }] });
		const { remark } = await add(order.id, { trackingNumber: 'second', notifyCustomer: true });
		const itemsOf = (index: number) =>
			(data.fulfillments[index]!.meta_data as Array<{ key: string; value: unknown }>).find(
				({ key }) => key === '_items',
			)!.value;
		expect(itemsOf(0)).toEqual([
			{ item_id: 1, qty: 2 },
			{ item_id: 2, qty: 1 },
		]);
		expect(itemsOf(1)).toEqual([{ item_id: 3, qty: 4 }]);
		expect(data.fulfillments.map(({ wasNotified }) => wasNotified)).toEqual([false, true]);
		expect(remark).toContain('everything in the order that was in none');
	});

	it('that no fulfillment has room for goes into a note, and the remark says why', async () => {
		const data = await start({ hasFulfillments: true });
		const order = data.placeOrder();
		await add(order.id);
		const second = await add(order.id, { trackingNumber: 'second' });
		expect(second).toMatchObject({ changed: true });
		expect(second.remark).toMatch(
			/^Everything in this order is in fulfillments already, .* written into a private note of the order\.$/,
		);
		expect(data.notes[0]!.note).toContain('second');
	});

	it.each([true, false])(
		'goes into a note where the shop has no place for it; mailed only when asked: %s',
		async (notifyCustomer) => {
			const data = await start();
			const order = data.placeOrder({ status: 'processing' });
			const first = await add(order.id, { notifyCustomer });
			expect(first.remark).toMatch(
				notifyCustomer ? /a note that it mails to the customer/ : /a private note/,
			);
			expect(await add(order.id, { notifyCustomer })).toEqual({
				changed: false,
				observations: [],
				remark: null,
			});
			expect(data.notes).toEqual([
				{
					order: order.id,
					note: 'Tracking number: JD014600003SE\nCarrier: DHL\nhttps://dhl.example/JD014600003SE',
					customer_note: notifyCustomer,
				},
			]);
			expect(order.status).toBe('processing');
		},
	);

	it('that an extension without an API of its own has put into the order is there already', async () => {
		const data = await start();
		const item = { tracking_id: 'abc', tracking_number: 'JD014600003SE' };
		const meta = { id: 9, key: '_wc_shipment_tracking_items', value: [item] };
		const order = data.placeOrder({ meta_data: [meta] });
		expect(await add(order.id)).toMatchObject({
			changed: false,
			observations: [{ entityType: 'Order' }, { entityType: 'Shipment' }],
		});
		expect(writes()).toEqual([]);
	});

	it('is not added to an order that does not exist', async () => {
		await start({ hasShipmentTracking: true });
		await expect(add(7)).rejects.toMatchObject({ kind: 'not_found' });
	});
});
