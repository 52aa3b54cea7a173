import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import { generic } from '../../../engine/providers/generic/index.ts';
import {
	paid,
	shopper,
	startGenericStoreWorld,
	tickingClock,
	type GenericStoreWorld,
} from '../../support/genericStoreWorld.ts';

let world: GenericStoreWorld;
beforeEach(async () => {
	world = await startGenericStoreWorld(tickingClock());
});
afterEach(async () => await world.stop());

describe('the status of an order', () => {
	it.each(ORDER_STATUSES.filter((status) => status !== 'unknown'))(
		'becomes %s, and a second time changes nothing',
		async (status) => {
			const { store, connection } = world;
			const { id } = store.placeOrder(shopper());
			const other = status === 'on_hold' ? 'processing' : 'on_hold';
			store.changeOrder(id, { status: other });
			const update = { entityType: 'Order', id, status, note: 'Says the carrier.' } as const;
			const first = await generic.updateStatus(connection, update);
			expect(first).toMatchObject({
				changed: true,
				remark: null,
				observations: [{ entityType: 'Order', id, entity: { status } }],
			});
			const [after] = await generic.readEntity(connection, 'Order', id);
			expect(first.observations).toEqual([after]);
			expect((after!.entity as { attributes: object }).attributes).toEqual({
				staffNotes: ['Says the carrier.'],
			});

			const again = await generic.updateStatus(connection, update);
			expect(again).toEqual({
				changed: false,
				observations: [after],
				remark: expect.stringContaining(`"${status}" already`),
			});
			expect(await generic.readEntity(connection, 'Order', id)).toEqual([after]);
		},
	);

	it('that the shop refuses is refused in the words of the shop', async () => {
		const { store, connection } = world;
		const { id, number } = store.placeOrder(shopper());
		store.changeOrder(id, { status: 'completed' });
		await expect(
			generic.updateStatus(connection, {
				entityType: 'Order',
				id,
				status: 'cancelled',
				note: null,
			}),
		).rejects.toMatchObject({
			kind: 'rejected',
			status: 422,
			message: `${store.url} answered 422 to PATCH /orders/${id}: Order ${number} is completed and cannot be cancelled.`,
		});
	});

	it('of an order that there is none of is an error that names it', async () => {
		const update = { entityType: 'Order', id: '9', status: 'completed', note: null } as const;
		await expect(generic.updateStatus(world.connection, update)).rejects.toMatchObject({
			kind: 'not_found',
			message: `${world.store.url} has no order "9".`,
		});
	});

	const complete = async (answer: (json: object) => { status: number; json?: unknown }) => {
		const { id } = world.store.placeOrder(shopper());
		const shop = await world.deviating({
			answer: (given, { method }) => (method === 'PATCH' ? answer(given.json as object) : given),
		});
		const update = { entityType: 'Order', id, status: 'completed', note: null } as const;
		return await generic.updateStatus(shop, update);
	};

	it.each([404, 405, 501])(
		'in a shop without it is refused with the page to read: %i',
		async (n) => {
			await expect(
				complete(() => ({ status: n, json: { message: 'Not here.' } })),
			).rejects.toMatchObject({
				kind: 'rejected',
				message: expect.stringMatching(/cannot change the status.*docs\/generic-store\.md/),
			});
		},
	);

	it('that a shop says to have changed and has not is an error', async () => {
		const stays = { status: 'pending_payment', nativeStatus: 'pending_payment' };
		await expect(
			complete((order) => ({ status: 200, json: { ...order, ...stays } })),
		).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('still "pending_payment" and not "completed"'),
		});
	});

	it('in a shop with words of its own is told in them', async () => {
		const result = await complete((order) => ({
			status: 200,
			json: { ...order, status: 'Fertig', nativeStatus: null },
		}));
		expect(result).toMatchObject({
			changed: true,
			remark: 'The shop was asked for "completed"; it now says "Fertig".',
		});
	});

	it('may be answered with nothing', async () => {
		expect(await complete(() => ({ status: 204 }))).toEqual({
			changed: true,
			observations: [],
			remark: null,
		});
	});
});

describe('the status of a shipment', () => {
	it.each(SHIPMENT_STATUSES.filter((status) => status !== 'unknown'))(
		'becomes %s, and a second time changes nothing',
		async (status) => {
			const { store, connection } = world;
			const { id } = store.ship(paid(store), {
				status: status === 'shipped' ? 'delayed' : 'shipped',
			});
			const update = { entityType: 'Shipment', id, status, note: null } as const;
			expect(await generic.updateStatus(connection, update)).toMatchObject({
				changed: true,
				remark: null,
				observations: [{ entityType: 'Shipment', id, entity: { status } }],
			});
			const before = structuredClone(store.state.shipments);
			expect(await generic.updateStatus(connection, update)).toMatchObject({
				changed: false,
				remark: null,
			});
			expect(store.state.shipments).toEqual(before);
		},
	);
});

describe('a tracking number', () => {
	const tracking = {
		trackingNumber: 'JD0146',
		carrier: 'DHL',
		trackingUrl: 'https://track.example/JD0146',
		notifyCustomer: false,
	};

	it('makes a shipment of the order, and a second time changes nothing', async () => {
		const { store, connection } = world;
		const orderId = paid(store);
		const { notifyCustomer: _notifyCustomer, ...told } = tracking;
		const first = await generic.addTracking(connection, { orderId, ...tracking });
		expect(first).toMatchObject({
			changed: true,
			remark: null,
			observations: [{ entityType: 'Shipment', entity: { orderId, ...told } }],
		});
		expect(await generic.addTracking(connection, { orderId, ...tracking })).toEqual({
			changed: false,
			observations: first.observations,
			remark: null,
		});
		expect(store.state.shipments).toHaveLength(1);
	});

	it('may come without a carrier and an address, and a second one is another parcel', async () => {
		const { store, connection } = world;
		const orderId = paid(store);
		for (const trackingNumber of ['A1', 'A2']) {
			await generic.addTracking(connection, {
				...tracking,
				orderId,
				trackingNumber,
				carrier: null,
				trackingUrl: null,
			});
		}
		expect(store.state.shipments).toMatchObject([
			{ orderId, trackingNumber: 'A1' },
			{ orderId, trackingNumber: 'A2' },
		]);
		expect(new Set(store.state.shipments.map(({ id }) => id)).size).toBe(2);
	});

	it('that the shop refuses is refused in the words of the shop', async () => {
		const { id: orderId } = world.store.placeOrder(shopper());
		await expect(
			generic.addTracking(world.connection, { orderId, ...tracking }),
		).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringContaining('only a paid order can be shipped.'),
		});
	});

	it('of an order that there is none of is an error that names it', async () => {
		await expect(
			generic.addTracking(world.connection, { orderId: 'x', ...tracking }),
		).rejects.toMatchObject({
			kind: 'not_found',
			message: `${world.store.url} has no order "x".`,
		});
	});

	it('in a shop without it is refused with the page to read', async () => {
		const shop = await world.deviating({
			call: (call) =>
				call.path.endsWith('/tracking') ? { status: 404, json: { message: 'Not here.' } } : call,
		});
		const orderId = paid(world.store);
		await expect(generic.addTracking(shop, { orderId, ...tracking })).rejects.toMatchObject({
			kind: 'rejected',
			message: expect.stringMatching(/takes no tracking numbers.*docs\/generic-store\.md/),
		});
	});
});
