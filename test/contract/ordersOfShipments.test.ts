import { loadItems } from '../../engine/deliveries/loadItems.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	claim,
	claimant,
	connect,
	genericStore,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const ORDER = {
	id: 'o1',
	number: '#1001',
	status: 'processing',
	paymentStatus: 'paid',
	currency: 'EUR',
	total: 250,
};

eachDialect('an event of a shipment tells of its order', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let report: ReturnType<typeof genericStore>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		await connect(state, clock);
		report = genericStore(testInbox(state, clock), clock);
	});

	const shipments = async () =>
		await state.db
			.selectFrom('event')
			.select(['codesJson', 'entityJson'])
			.where('entityType', '=', 'Shipment')
			.execute();

	it('its total, currency, tags and payment status, and conditions can use them', async () => {
		const wants = async (total: number) =>
			await subscribe(state, clock, {
				...{ entityType: 'Shipment', codes: ['shipment_created'] },
				conditions: { 'order.total': { gte: total }, 'order.tags': { contains: 'vip' } },
			});
		const [large, small] = [await wants(1_000), await wants(100)];
		await report('order.created', { ...ORDER, tags: ['vip'] });
		await report('shipment.created', { id: 's1', orderId: 'o1', status: 'in_transit' });
		const me = claimant();
		expect(await claim(state, large, me, clock.now())).toBeNull();
		const batch = (await claim(state, small, me, clock.now()))!;
		const [item] = await loadItems(state, small, batch.deliveries);
		expect(item).toMatchObject({
			shipment: {
				id: 's1',
				order: {
					status: 'processing',
					paymentStatus: 'paid',
					currency: 'EUR',
					total: 250,
					tags: ['vip'],
				},
			},
		});
	});

	it('a change of the order is no change of the shipment', async () => {
		await report('order.created', ORDER);
		const shipment = { id: 's1', orderId: 'o1', status: 'in_transit' };
		await report('shipment.created', shipment);
		await report('order.updated', { ...ORDER, total: 300 });
		await report('shipment.updated', shipment);
		expect(await shipments()).toHaveLength(1);
	});

	it('null where the order is not known', async () => {
		await report('shipment.created', { id: 's1', orderId: 'nobody', status: 'in_transit' });
		const [event] = await shipments();
		expect(JSON.parse(event!.entityJson)).toMatchObject({ order: null });
	});
});
