import { randomUUID } from 'node:crypto';
import {
	attachSubscription,
	detachSubscription,
} from '../../engine/deliveries/attachSubscription.ts';
import { startDispatcher } from '../../engine/deliveries/dispatcher.ts';
import { HELD_MS, renewSubscriptions } from '../../engine/deliveries/renewSubscriptions.ts';
import {
	processStart,
	silentTriggers,
	tellSilence,
} from '../../engine/deliveries/silentTriggers.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { createSubscriptionIndex } from '../../engine/deliveries/subscriptionIndex.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import {
	changeOrder,
	connect,
	HOLDER,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const HOUR_MS = 3_600_000;

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
			.selectFrom('subscription')
			.select(['heldBy', 'detachedAt'])
			.executeTakeFirstOrThrow();
	const renew = async (heldBy: string) =>
		await renewSubscriptions(state, new Map([[subscription.id, heldBy]]), clock.now());
	/** Time goes by in which a process gives its signs of life. */
	const live24Hours = async (heldBy: string) => {
		for (let hour = 0; hour < 25; hour += 1) {
			clock.advance(HOUR_MS);
			await renew(heldBy);
		}
	};

	it('goes on getting events when the old process of a rolling restart stops after the new one has begun', async () => {
		await attachSubscription(state, subscription, 'new', true, clock.now());
		clock.advance(1_000);
		await detachSubscription(state, subscription.id, HOLDER, clock.now());
		expect(await live()).toEqual({ heldBy: 'new', detachedAt: null });
		await live24Hours('new');
		await changeOrder(inbox, 'after a day');
		expect(await deliveries()).toBe(1);
	});

	it('is taken back from a process that had taken it over and is gone', async () => {
		await attachSubscription(state, subscription, 'other', true, clock.now());
		await renew(HOLDER);
		expect(await live()).toMatchObject({ heldBy: 'other' });
		clock.advance(HELD_MS);
		await renew(HOLDER);
		expect(await live()).toEqual({ heldBy: HOLDER, detachedAt: null });
	});

	it('is taken back when a process of an older version has detached it', async () => {
		await state.db.updateTable('subscription').set({ detachedAt: clock.now() }).execute();
		clock.advance(5_000);
		await renew(HOLDER);
		expect(await live()).toEqual({ heldBy: HOLDER, detachedAt: null });
	});

	it('that was unpublished is not taken back by a sign of life that was under way', async () => {
		await detachSubscription(state, subscription.id, HOLDER, clock.now());
		await renew(HOLDER);
		expect(await live()).toEqual({ heldBy: null, detachedAt: clock.now() });
	});

	it('that n8n can no longer start collects for a day and no longer, and is told by name', async () => {
		// Its process was killed. Another workflow shows that n8n runs.
		await subscribe(state, clock, { codes: ['order_created'], workflowName: 'Other' });
		const others = await state.db.selectFrom('subscription').selectAll().execute();
		const other = others.find(({ workflowName }) => workflowName === 'Other')!;
		await state.db
			.updateTable('subscription')
			.set({ heldBy: 'p' })
			.where('id', '=', other.id)
			.execute();
		const since = clock.now();
		const hours = async (count: number) => {
			for (let hour = 0; hour < count; hour += 1) {
				clock.advance(HOUR_MS);
				await renewSubscriptions(state, new Map([[other.id, 'p']]), clock.now());
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
		expect(tellSilence(silent!, clock.now())).toMatch(
			/"Workflow" gets no events since 2026-03-01T12:00:00.000Z.*"Commerce Order Trigger".*no longer collected.*publish/,
		);
	});

	it.each(['was killed', 'was stopped'])(
		'misses nothing that comes while n8n starts after three days in which it %s',
		async (how) => {
			if (how === 'was stopped') {
				await detachSubscription(state, subscription.id, HOLDER, clock.now());
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
			expect(await attachSubscription(state, subscription, 'new', true, clock.now())).toBe(0);
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
			clock.advance(HELD_MS + 1);
			jest.advanceTimersByTime(300_000);
			await waitUntil(() => told.length > 0, { what: 'the log' });
			expect(told).toEqual([expect.stringContaining('"Workflow" gets no events')]);
			clock.advance(1);
			await subscribe(state, clock, { workflowName: 'Another' });
			clock.advance(HELD_MS + 1);
			jest.advanceTimersByTime(300_000);
			await waitUntil(() => told.length > 1, { what: 'the log of another' });
			expect(told.filter((text) => text.includes('"Workflow"'))).toHaveLength(1);
		} finally {
			jest.useRealTimers();
			await dispatcher.stop();
		}
	});
});
