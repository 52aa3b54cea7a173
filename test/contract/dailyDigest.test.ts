import {
	attachSubscription,
	detachSubscription,
} from '../../engine/deliveries/attachSubscription.ts';
import { loadItems } from '../../engine/deliveries/loadItems.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { watchEverything } from '../../engine/alerts/alerts.ts';
import type { AlertItem } from '../../engine/alerts/alertNotice.ts';
import type { Watch } from '../../engine/alerts/watch.ts';
import { digestCode } from '../../engine/digest/digestCode.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { LEASE_MS } from '../../engine/leases.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { newSecret } from '../support/postSigned.ts';
import {
	changedOrder,
	connect,
	genericStore,
	HOLDER,
	INTEGRATION,
	leaseOf,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The clock of these tests begins at noon in UTC, at 13:00 in Berlin. */
const BERLIN_AT_SEVEN = digestCode({ hour: 7, timeZone: 'Europe/Berlin' });

eachDialect('the daily digest', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let watch: Watch;
	let post: ReturnType<typeof genericStore>;
	const woken: string[] = [];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		woken.length = 0;
		inbox = testInbox(state, clock, { warn: () => {}, wake: (ids) => void woken.push(...ids) });
		post = genericStore(inbox, clock);
		await connect(state, clock);
		watch = watchEverything(inbox, { state: database().location });
	});

	const wanting = async (given: Partial<Record<keyof Subscription, unknown>> = {}) =>
		await subscribe(state, clock, {
			...{ entityType: 'Alert', codes: [BERLIN_AT_SEVEN] },
			...given,
		} as unknown as Partial<Subscription>);
	/** As n8n's process does all the time. */
	const giveSignOfLife = async () =>
		await state.db
			.updateTable('lease')
			.set({ until: clock.now() + LEASE_MS })
			.where((eb) => eb.and({ kind: 'subscription', holder: HOLDER }))
			.execute();
	/** Moves the clock, and looks as often as there are hours. */
	const pass = async (ms: number) => {
		for (let passed = 0; passed < ms; passed += HOUR_MS) {
			clock.advance(Math.min(HOUR_MS, ms - passed));
			await giveSignOfLife();
			await watch.look();
		}
	};
	const told = async (subscription: Subscription) => {
		const rows = await state.db
			.selectFrom('delivery')
			.selectAll()
			.where('subscriptionId', '=', subscription.id)
			.orderBy('seq')
			.execute();
		if (rows.length === 0) return [];
		const given = rows.map((row) => ({ ...row, attempt: row.attempt + 1 }));
		return (await loadItems(state, subscription, given)) as AlertItem[];
	};
	const days = async (subscription: Subscription) =>
		(await told(subscription)).map(({ digest }) => digest!.date);
	const order = (id: string, more: object = {}) => ({
		...{ id, number: `#${id}`, status: 'processing', currency: 'EUR', total: 20 },
		...{ customer: { id: null, email: 'ana@example.com' }, ...more },
	});
	const shipment = (id: string, status: string) => ({ id, orderId: 'a', status });

	it('comes once a day at its hour, of the day before, to who was on by then', async () => {
		const subscription = await wanting();
		await pass(17 * HOUR_MS);
		expect(await days(subscription)).toEqual([]);
		await pass(HOUR_MS);
		expect(await days(subscription)).toEqual(['2026-03-01']);
		expect(woken).toEqual([subscription.id]);
		await pass(2 * DAY_MS);
		expect(await days(subscription)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03']);
		const ids = (await told(subscription)).map(({ event }) => event.id);
		expect(new Set(ids).size).toBe(3);
	});

	it('counts what became known on that day, in exact sums, and names no customer', async () => {
		const subscription = await wanting();
		clock.advance(10 * HOUR_MS);
		await post('order.created', order('a', { total: 0.1 }));
		await post('order.created', order('b', { total: 0.2 }));
		await post('order.created', order('c', { total: 5, currency: 'CHF' }));
		await post('order.created', order('d', { total: null }));
		await post('order.updated', order('b', { total: 0.2, status: 'cancelled' }));
		await post('order.updated', order('c', { total: 5, currency: 'CHF', refundedTotal: 2 }));
		await post('order.updated', order('c', { total: 5, currency: 'CHF', refundedTotal: 5 }));
		await post('shipment.created', shipment('s', 'in_transit'));
		await post('shipment.created', shipment('t', 'in_transit'));
		await post('shipment.updated', shipment('s', 'delivered'));
		await post('shipment.updated', shipment('t', 'delayed'));
		await post('shipment.updated', shipment('t', 'attempted'));
		// In Berlin this is the next day.
		clock.advance(HOUR_MS);
		await post('order.created', order('e'));
		await pass(7 * HOUR_MS);
		const [item] = await told(subscription);
		expect(item).toMatchObject({
			kind: 'daily_digest',
			state: 'opened',
			title: 'Sunday, March 1, 2026: 4 orders',
			cause:
				'4 orders worth CHF\u00a05.00 and €0.30, 1 of an unknown amount. 1 order cancelled. 2 refunds worth CHF\u00a05.00. Parcels: 2 sent, 1 delivered, 1 late, 1 not handed over or on the way back. No alert is open.',
			event: { code: 'daily_digest', isSample: false, attempt: 1 },
			digest: {
				isQuiet: false,
				orders: {
					count: 4,
					totals: [
						{ currency: 'CHF', amount: 5 },
						{ currency: 'EUR', amount: 0.3 },
					],
					...{ withoutTotal: 1, cancelled: 1 },
				},
				refunds: { count: 2, totals: [{ currency: 'CHF', amount: 5 }], withoutTotal: 0 },
				parcels: { sent: 2, delivered: 1, late: 1, failed: 1 },
			},
		});
		expect(JSON.stringify(item)).not.toContain('ana@example.com');
	});

	it('tells of a refund what went back by it: not what had gone back before, and nothing twice', async () => {
		const subscription = await wanting();
		const refund = (id: string, amount: number) => ({ id, amount });
		/** Of an order from before the connection, of which nothing was known. */
		const refunded = async (id: string, entity: Parameters<typeof changedOrder>[2]) => {
			const createdAt = '2026-01-01T00:00:00Z';
			const given = { currency: 'EUR', status: 'processing', createdAt, ...entity } as const;
			const of = changedOrder(clock.now(), id, given);
			const message = { receiptKey: id, occurredAt: null, payload: {} };
			const observations = [{ ...of, topicCodes: ['order_refunded'] as const }];
			await storeMessage(inbox, INTEGRATION, message, observations, new Date(clock.now()));
		};
		await refunded('p', { refundedTotal: 7, refunds: [refund('1', 7)] } as never);
		await refunded('q', { refundedTotal: 55, refunds: [refund('1', 50), refund('2', 5)] } as never);
		await refunded('r', { refundedTotal: 900 });
		await post('order.created', order('a'));
		await post('order.updated', order('a', { refunds: [refund('1', 3)] }));
		await post('order.updated', order('a', { refunds: [refund('1', 3), refund('2', 4)] }));
		await post('order.created', order('b'));
		await post('order.updated', order('b', { refundedTotal: 20 }));
		await post('order.updated', order('b', { refundedTotal: 20, status: 'refunded' }));
		await post('order.created', order('c'));
		await post('order.updated', order('c', { status: 'refunded' }));
		await pass(18 * HOUR_MS);
		expect((await told(subscription))[0]!.digest!.refunds).toEqual({
			count: 7,
			totals: [{ currency: 'EUR', amount: 34 }],
			// Of two orders from before, and of the one that has only the word.
			withoutTotal: 3,
		});
	});

	it('counts a parcel as sent when it has left, once: not when its label is printed', async () => {
		const subscription = await wanting();
		await post('shipment.created', shipment('cancelled', 'label_created'));
		await post('shipment.updated', shipment('cancelled', 'cancelled'));
		await post('shipment.created', shipment('waiting', 'pending'));
		await post('shipment.created', shipment('today', 'label_created'));
		await post('shipment.updated', shipment('today', 'in_transit'));
		await post('shipment.updated', shipment('today', 'delivered'));
		await post('shipment.created', shipment('at once', 'shipped'));
		await pass(18 * HOUR_MS);
		await post('shipment.updated', shipment('waiting', 'shipped'));
		await post('shipment.updated', shipment('at once', 'in_transit'));
		await pass(DAY_MS);
		expect((await told(subscription)).map(({ digest }) => digest!.parcels.sent)).toEqual([2, 1]);
	});

	it('says so of a quiet day, and tells what alerts are open', async () => {
		const subscription = await wanting();
		await post('order.created', order('a'), newSecret());
		await inbox.messages.flush();
		await pass(18 * HOUR_MS);
		expect(await told(subscription)).toMatchObject([
			{
				title: 'Sunday, March 1, 2026: a quiet day',
				cause:
					'No orders, no refunds, and no news of parcels. Open alerts: Messages of "Test Shop" are refused.',
				nextStep: 'See to what is open.',
				digest: {
					isQuiet: true,
					openAlerts: [{ title: expect.any(String), nextStep: expect.stringMatching(/secret/) }],
				},
			},
		]);
	});

	it('tells of no other space, and of no other store than those that are chosen', async () => {
		const elsewhere = await wanting({ space: 'other' });
		const ofAnother = await wanting({ integrations: ['22222222-2222-5222-8222-222222222222'] });
		const ofThis = await wanting({ integrations: [INTEGRATION.guid] });
		await post('order.created', order('a'));
		await pass(18 * HOUR_MS);
		const counts = async (subscription: Subscription) =>
			(await told(subscription)).map(({ digest }) => digest!.orders.count);
		expect(await counts(elsewhere)).toEqual([0]);
		expect(await counts(ofAnother)).toEqual([0]);
		expect(await counts(ofThis)).toEqual([1]);
	});

	it('is made up for where n8n was down at the hour, and not told twice where the hour is changed', async () => {
		const subscription = await wanting();
		await pass(18 * HOUR_MS);
		// n8n is stopped at 20:00, and started again at 09:00.
		await pass(13 * HOUR_MS);
		await detachSubscription(state, leaseOf(subscription), clock.now());
		clock.advance(13 * HOUR_MS);
		await attachSubscription(state, subscription, leaseOf(subscription), true, clock.now());
		await watch.look();
		expect(await days(subscription)).toEqual(['2026-03-01', '2026-03-02']);
		const later = { ...subscription, codes: [digestCode({ hour: 10, timeZone: 'Europe/Berlin' })] };
		await attachSubscription(
			state,
			later as unknown as Subscription,
			leaseOf(subscription),
			false,
			clock.now(),
		);
		await pass(3 * HOUR_MS);
		expect(await days(subscription)).toEqual(['2026-03-01', '2026-03-02']);
	});

	it('is of the last day where n8n was down for several, and waits for its hour where somebody publishes after them', async () => {
		const all = [await wanting(), await wanting()] as const;
		const [restarted, published] = all;
		await pass(18 * HOUR_MS);
		for (const each of all) await detachSubscription(state, leaseOf(each), clock.now());
		clock.advance(4 * DAY_MS + HOUR_MS);
		for (const each of all) {
			await attachSubscription(state, each, leaseOf(each), each === restarted, clock.now());
		}
		await watch.look();
		expect(await days(restarted)).toEqual(['2026-03-01', '2026-03-05']);
		expect(await days(published)).toEqual(['2026-03-01']);
		await pass(DAY_MS);
		expect(await days(published)).toEqual(['2026-03-01', '2026-03-06']);
	});

	it('at midnight waits for what is still under way from the day before', async () => {
		const subscription = await wanting({
			codes: [digestCode({ hour: 0, timeZone: 'Europe/Berlin' })],
		});
		clock.advance(11 * HOUR_MS);
		await giveSignOfLife();
		await watch.look();
		const message = { receiptKey: 'late', occurredAt: null, payload: {} };
		const late = [changedOrder(clock.now() - 1, 'a')];
		await storeMessage(inbox, INTEGRATION, message, late, new Date(clock.now() - 1));
		expect(await days(subscription)).toEqual([]);
		clock.advance(60_000);
		await watch.look();
		expect((await told(subscription)).map(({ digest }) => digest)).toMatchObject([
			{ date: '2026-03-01', orders: { count: 1 } },
		]);
	});

	it('comes once where two main processes look, and where the clock is set back', async () => {
		const subscription = await wanting();
		const other = watchEverything(testInbox(state, clock, { warn: () => {} }), {
			state: database().location,
		});
		clock.advance(18 * HOUR_MS);
		await giveSignOfLife();
		await Promise.all([watch.look(), other.look()]);
		// The one of them that had the right to look is gone.
		clock.advance(HOUR_MS);
		await giveSignOfLife();
		await Promise.all([other.look(), watch.look()]);
		clock.advance(-2 * HOUR_MS);
		await watch.look();
		clock.advance(2 * HOUR_MS);
		await other.look();
		expect(await days(subscription)).toEqual(['2026-03-01']);
	});

	it('comes to nobody who wants alerts alone, and alerts to nobody who wants it alone', async () => {
		const ofAlerts = await wanting({ codes: ['messages_refused'] });
		const ofDigests = await wanting();
		await post('order.created', order('a'), newSecret());
		await inbox.messages.flush();
		await pass(18 * HOUR_MS);
		expect((await told(ofAlerts)).map(({ kind }) => kind)).toEqual(['messages_refused']);
		expect((await told(ofDigests)).map(({ kind }) => kind)).toEqual(['daily_digest']);
	});
});
