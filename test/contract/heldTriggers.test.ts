import { randomUUID } from 'node:crypto';
import {
	attachSubscription,
	detachSubscription,
	takeBackSubscriptions,
} from '../../engine/deliveries/attachSubscription.ts';
import { startDispatcher } from '../../engine/deliveries/dispatcher.ts';
import {
	processStart,
	silentTriggers,
	tellSilence,
} from '../../engine/deliveries/silentTriggers.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { createSubscriptionIndex } from '../../engine/deliveries/subscriptionIndex.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { endLeases, LEASE_MS, renewLeases } from '../../engine/leases.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import {
	changeOrder,
	connect,
	HOLDER,
	leaseOf,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const HOUR_MS = 3_600_000;
/** After this long without a sign of life, a trigger is told of. */
const SILENT_MS = 60_000 + LEASE_MS + 1;
const [NEW, OTHER] = ['new/1', 'other/1'];

eachDialect('a trigger', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let subscription: Subscription;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		subscription = await subscribe(state, clock);
	});

	const deliveries = async () =>
		(await state.db.selectFrom('delivery').select('id').execute()).length;
	const live = async () =>
		await state.db
			.selectFrom('lease')
			.select(['holder', 'until'])
			.where('kind', '=', 'subscription')
			.executeTakeFirstOrThrow();
	/** A heartbeat of a process that has the trigger. */
	const renew = async (holder: string, of = subscription) => {
		await renewLeases(state, holder.split('/')[0]!, clock.now());
		await takeBackSubscriptions(state, new Map([[of.id, leaseOf(of, holder)]]), clock.now());
	};
	/** Time goes by in which a process gives its signs of life. */
	const live24Hours = async (holder: string) => {
		for (let hour = 0; hour < 25; hour += 1) {
			clock.advance(HOUR_MS);
			await renew(holder);
		}
	};

	it('goes on getting events when the old process of a rolling restart stops after the new one has begun', async () => {
		await attachSubscription(state, subscription, leaseOf(subscription, NEW), true, clock.now());
		clock.advance(1_000);
		await detachSubscription(state, leaseOf(subscription), clock.now());
		expect(await live()).toMatchObject({ holder: NEW });
		await live24Hours(NEW);
		await changeOrder(inbox, 'after a day');
		expect(await deliveries()).toBe(1);
	});

	it('is taken back from a process that had taken it over and is gone', async () => {
		await attachSubscription(state, subscription, leaseOf(subscription, OTHER), true, clock.now());
		await renew(HOLDER);
		expect(await live()).toMatchObject({ holder: OTHER });
		clock.advance(2 * LEASE_MS);
		await renew(HOLDER);
		expect(await live()).toEqual({ holder: HOLDER, until: clock.now() + LEASE_MS });
	});

	it('is taken back from a process that had taken it over and stopped in order', async () => {
		await attachSubscription(state, subscription, leaseOf(subscription, OTHER), true, clock.now());
		await detachSubscription(state, leaseOf(subscription, OTHER), clock.now());
		clock.advance(LEASE_MS);
		await renew(HOLDER);
		expect(await live()).toMatchObject({ holder: HOLDER });
	});

	it('is still had by a process that lives although another one has started, and ended all leases', async () => {
		await endLeases(state, clock.now());
		clock.advance(1_000);
		await renew(HOLDER);
		expect(await live()).toEqual({ holder: HOLDER, until: clock.now() + LEASE_MS });
	});

	it('that was unpublished is not taken back by a sign of life that was under way', async () => {
		await detachSubscription(state, leaseOf(subscription), clock.now());
		await renew(HOLDER);
		expect(await live()).toEqual({ holder: null, until: clock.now() });
	});

	it('that n8n can no longer start collects for a day and no longer, and is told by name', async () => {
		// Its process was killed. Another workflow shows that n8n runs.
		await subscribe(state, clock, { codes: ['order_created'], workflowName: 'Other' });
		const others = await state.db.selectFrom('subscription').selectAll().execute();
		const other = others.find(({ workflowName }) => workflowName === 'Other')!;
		await state.db
			.updateTable('lease')
			.set({ holder: 'p/1' })
			.where('key', '=', other.id)
			.execute();
		const since = clock.now() + LEASE_MS;
		const hours = async (count: number) => {
			for (let hour = 0; hour < count; hour += 1) {
				clock.advance(HOUR_MS);
				await renewLeases(state, 'p', clock.now());
			}
		};
		await hours(23);
		await changeOrder(inbox, 'within the day');
		const before = await deliveries();
		expect(await silentTriggers(state, 'default', clock.now())).toMatchObject([
			{ id: subscription.id, workflowName: 'Workflow', since },
		]);
		await hours(2);
		await changeOrder(inbox, 'after the day');
		const left = await state.db
			.selectFrom('delivery')
			.select('id')
			.where('subscriptionId', '=', subscription.id)
			.execute();
		expect([before, left.length]).toEqual([2, 1]);
		const [silent] = await silentTriggers(state, null, clock.now());
		expect(Object.values(tellSilence(silent!, clock.now())).join(' ')).toMatch(
			/"Workflow" gets no events since 2026-03-01T12:00:30.000Z.*"Commerce Order Trigger".*no longer collected.*publish/,
		);
	});

	it.each(['was killed', 'was stopped'])(
		'misses nothing that comes while n8n starts after three days in which it %s',
		async (how) => {
			if (how === 'was stopped') {
				await detachSubscription(state, leaseOf(subscription), clock.now());
			}
			clock.advance(72 * HOUR_MS);
			const start = await processStart(state, clock.now());
			const restarted = testInbox(state, clock, {
				subscriptions: createSubscriptionIndex(inbox.warn, start),
			});
			// Another workflow is started first.
			await subscribe(state, clock, { codes: ['order_created'] }, true);
			await changeOrder(restarted, 'while it starts');
			expect(await deliveries()).toBe(2);
			expect(
				await attachSubscription(
					state,
					subscription,
					leaseOf(subscription, NEW),
					true,
					clock.now(),
				),
			).toBe(0);
		},
	);

	it('that is not running is told of in the log, once', async () => {
		jest.useFakeTimers({
			doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'Date'],
		});
		const told: string[] = [];
		const dispatcher = startDispatcher(
			state,
			{ processId: randomUUID() },
			clock.now,
			(message, error) => void told.push(`${message}: ${String(error)}`),
		);
		try {
			clock.advance(SILENT_MS);
			jest.advanceTimersByTime(300_000);
			await waitUntil(() => told.length > 0, { what: 'the log' });
			expect(told).toEqual([expect.stringContaining('"Workflow" gets no events')]);
			clock.advance(1);
			await subscribe(state, clock, { workflowName: 'Another' });
			clock.advance(SILENT_MS);
			jest.advanceTimersByTime(300_000);
			await waitUntil(() => told.length > 1, { what: 'the log of another' });
			expect(told.filter((text) => text.includes('"Workflow"'))).toHaveLength(1);
		} finally {
			jest.useRealTimers();
			await dispatcher.stop();
		}
	});
});
