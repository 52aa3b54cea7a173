import { happenedMeanwhile } from '../../engine/actions/happenedMeanwhile.ts';
import { MEANWHILE } from '../../engine/messages/email/meanwhile.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	connect,
	genericStore,
	INTEGRATION,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

eachDialect('a mail that comes days after its event', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let report: ReturnType<typeof genericStore>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		await connect(state, clock);
		report = genericStore(testInbox(state, clock), clock);
		await report('order.created', { id: 'o1', status: 'pending_payment', total: 20 });
		await report('shipment.created', { id: 's1', orderId: 'o1', status: 'delivered' });
	});

	const integration = { guid: INTEGRATION.guid };
	const ofOrder = { integration, order: { id: 'o1' } };
	const ofShipment = { integration, shipment: { id: 's1', orderId: 'o1' } };
	const reason = async (item: object, named: readonly string[] = Object.keys(MEANWHILE)) =>
		await happenedMeanwhile(state, item as Readonly<Record<string, unknown>>, named);

	it('is sent where nothing of what makes it pointless has happened, or nothing is known', async () => {
		expect(await reason(ofOrder)).toBeNull();
		expect(await reason(ofShipment)).toBeNull();
		expect(await reason({ integration, order: { id: 'unknown' } })).toBeNull();
		expect(await reason({ integration: null })).toBeNull();
	});

	it.each([
		['order.updated', { id: 'o1', status: 'cancelled' }, 'the order was cancelled meanwhile'],
		['order.updated', { id: 'o1', paymentStatus: 'paid' }, 'the order was paid meanwhile'],
		['order.updated', { id: 'o1', status: 'refunded' }, 'the order was refunded meanwhile'],
		['order.deleted', { id: 'o1' }, 'the order was deleted meanwhile'],
		[
			'shipment.updated',
			{ id: 's1', orderId: 'o1', status: 'returned' },
			'the parcel was returned meanwhile',
		],
	])('is skipped after %s %j, with the reason', async (type, data, said) => {
		clock.advance(60_000);
		await report(type, data);
		expect(await reason(ofShipment)).toBe(said);
	});

	it('a part that was paid back is no refund of the order, and an order that goes on was paid', async () => {
		clock.advance(60_000);
		await report('order.updated', { id: 'o1', refundedTotal: 5 });
		expect(await reason(ofOrder)).toBeNull();
		clock.advance(60_000);
		await report('order.updated', { id: 'o1', status: 'processing' });
		const waited = { integration, order: { id: 'o1', status: 'pending_payment' } };
		expect(await reason(waited)).toBe('the order was paid meanwhile');
	});

	it('is refused with the words that there are, where another one is named', async () => {
		await expect(reason(ofOrder, ['vanished'])).rejects.toMatchObject({
			kind: 'setup',
			message: expect.stringMatching(/vanished.*cancelled.*paid.*refunded.*returned/s) as unknown,
		});
	});

	it('is sent where something else has happened than what is named', async () => {
		clock.advance(60_000);
		await report('order.updated', { id: 'o1', status: 'cancelled' });
		expect(await reason(ofOrder, ['paid'])).toBeNull();
	});
});
