import {
	attachSubscription,
	detachSubscription,
} from '../../engine/deliveries/attachSubscription.ts';
import { COLLECT_MS, type Batch } from '../../engine/deliveries/claimBatches.ts';
import { LEASE_MS } from '../../engine/leases.ts';
import { extendLeases } from '../../engine/deliveries/extendLeases.ts';
import { deleteExpired, RETENTION_MS } from '../../engine/deliveries/retention.ts';
import {
	LOSS_DELAY_MS,
	MAX_LOSSES,
	POSTPONED_MS,
	settleBatch,
	type RunOutcome,
} from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { subscriptionsWithWork } from '../../engine/deliveries/subscriptionsWithWork.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	leaseOf,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const DONE = { kind: 'done' } as const;
const LOST = { kind: 'lost', error: 'n8n stopped' } as const;
const FAILED = { kind: 'failed', error: 'SMTP server is down' } as const;
const DAY_MS = 24 * 3_600_000;

eachDialect('deliveries', (database) => {
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

	const statuses = async () =>
		(await state.db.selectFrom('delivery').select('status').orderBy('seq').execute()).map(
			({ status }) => status,
		);
	const settle = async (
		batch: Batch | null,
		outcome: RunOutcome,
		by: string,
		delays = [1000, 5000],
	) => await settleBatch(state, batch!, outcome, delays, { processId: by }, clock.now());

	it('are claimed once, however many processes claim at the same time', async () => {
		for (let i = 0; i < 10; i += 1) await changeOrder(inbox, `order-${i}`);
		const other = await database().open();
		const batches = await Promise.all(
			Array.from(
				{ length: 24 },
				async (_, i) => await claim(i % 2 ? state : other, subscription, claimant(), clock.now()),
			),
		);
		const ids = batches.flatMap((batch) => batch?.deliveries.map(({ id }) => id) ?? []);
		expect(ids).toHaveLength(10);
		expect(new Set(ids).size).toBe(10);
	});

	it('of one order come one after the other, of different orders side by side', async () => {
		const me = claimant();
		const [first] = await changeOrder(inbox, 'a');
		const [second] = await changeOrder(inbox, 'a', { status: 'completed' });
		const [other] = await changeOrder(inbox, 'b');
		const one = await claim(state, subscription, me, clock.now());
		const two = await claim(state, subscription, me, clock.now());
		expect(one?.deliveries[0]?.eventId).toBe(first?.id);
		expect(two?.deliveries[0]?.eventId).toBe(other?.id);
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
		await settle(one, DONE, me.processId);
		expect((await claim(state, subscription, me, clock.now()))?.deliveries[0]?.eventId).toBe(
			second?.id,
		);
	});

	it('of one order never overlap when two processes claim batches at the same time', async () => {
		for (let i = 0; i < 40; i += 1) await changeOrder(inbox, `order-${i % 4}`, { total: i });
		clock.advance(COLLECT_MS);
		const other = await database().open();
		const batches = await Promise.all(
			Array.from(
				{ length: 8 },
				async (_, i) =>
					await claim(i % 2 ? state : other, subscription, claimant(), clock.now(), {
						eventsPerRun: 7,
					}),
			),
		);
		const keys = await state.db
			.selectFrom('delivery')
			.select(['entityKey', 'claimKey'])
			.where('status', '=', 'claimed')
			.execute();
		const runsOf = new Map<string, Set<string>>();
		for (const { entityKey, claimKey } of keys) {
			runsOf.set(entityKey, (runsOf.get(entityKey) ?? new Set()).add(claimKey!));
		}
		expect(batches.filter((batch) => batch !== null)).toHaveLength(1);
		for (const runs of runsOf.values()) expect(runs.size).toBe(1);
	});

	it('need not come in order when that is switched off', async () => {
		const me = claimant();
		await changeOrder(inbox, 'a');
		await changeOrder(inbox, 'a', { status: 'completed' });
		expect(await claim(state, subscription, me, clock.now(), { keepOrder: false })).not.toBeNull();
		expect(await claim(state, subscription, me, clock.now(), { keepOrder: false })).not.toBeNull();
	});

	it('fill a run in the order in which they came', async () => {
		const events = [];
		for (let i = 0; i < 7; i += 1)
			events.push(...(await changeOrder(inbox, `o${i % 2}`, { total: i })));
		clock.advance(COLLECT_MS);
		const batch = await claim(state, subscription, claimant(), clock.now(), { eventsPerRun: 5 });
		expect(batch?.deliveries.map(({ eventId }) => eventId)).toEqual(
			events.slice(0, 5).map(({ id }) => id),
		);
	});

	it('wait a moment for a run of several to be filled, and no longer', async () => {
		await changeOrder(inbox, 'a');
		const options = { eventsPerRun: 3 };
		expect(await claim(state, subscription, claimant(), clock.now(), options)).toBeNull();
		clock.advance(COLLECT_MS);
		expect(await claim(state, subscription, claimant(), clock.now(), options)).not.toBeNull();
	});

	it('are tried again after each delay, then become a dead letter with the error', async () => {
		const me = claimant();
		await changeOrder(inbox, 'a');
		await settle(await claim(state, subscription, me, clock.now()), FAILED, me.processId);
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
		clock.advance(999);
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
		clock.advance(1);
		await settle(await claim(state, subscription, me, clock.now()), FAILED, me.processId);
		clock.advance(5_000);
		const last = await claim(state, subscription, me, clock.now());
		expect(last?.deliveries[0]?.attempt).toBe(3);
		await settle(last, FAILED, me.processId);
		expect(
			await state.db.selectFrom('delivery').select(['status', 'lastError', 'failures']).execute(),
		).toEqual([{ status: 'dead', lastError: 'SMTP server is down', failures: 3 }]);
	});

	it('of an order wait while an earlier one waits for its next try', async () => {
		const me = claimant();
		const [first] = await changeOrder(inbox, 'a');
		await settle(await claim(state, subscription, me, clock.now()), FAILED, me.processId);
		await changeOrder(inbox, 'a', { status: 'completed' });
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
		clock.advance(1_000);
		const next = await claim(state, subscription, me, clock.now());
		expect(next?.deliveries.map(({ eventId }) => eventId)).toEqual([first?.id]);
	});

	it('that have failed together are tried again one by one', async () => {
		const me = claimant();
		const options = { eventsPerRun: 3 };
		for (const id of ['a', 'b', 'c']) await changeOrder(inbox, id);
		await settle(await claim(state, subscription, me, clock.now(), options), FAILED, me.processId);
		clock.advance(1_000);
		for (let i = 0; i < 3; i += 1) {
			const batch = await claim(state, subscription, me, clock.now(), options);
			expect(batch?.deliveries).toHaveLength(1);
		}
	});

	it('are tried again, however often, while n8n itself cannot begin a run, and that counts as no failure', async () => {
		await changeOrder(inbox, 'a');
		const by = claimant();
		for (let times = 0; times < 2 * MAX_LOSSES; times += 1) {
			const batch = await claim(state, subscription, by, clock.now());
			expect(await settle(batch, { kind: 'postponed', error: 'away' }, by.processId)).toBe(1);
			expect(await claim(state, subscription, by, clock.now())).toBeNull();
			clock.advance(POSTPONED_MS);
		}
		const batch = await claim(state, subscription, by, clock.now());
		expect(batch?.deliveries).toMatchObject([{ failures: 0 }]);
		await settle(batch, DONE, by.processId);
		expect(await statuses()).toEqual(['delivered']);
	});

	it('cannot be settled by a worker that lost its lease', async () => {
		const stalled = claimant();
		const successor = claimant();
		await changeOrder(inbox, 'a');
		const lost = await claim(state, subscription, stalled, clock.now());
		clock.advance(LEASE_MS + 1);
		const taken = await claim(state, subscription, successor, clock.now());
		expect(await settle(lost, DONE, stalled.processId)).toBe(0);
		expect(await settle(lost, FAILED, stalled.processId)).toBe(0);
		expect(await statuses()).toEqual(['claimed']);
		expect(await settle(taken, DONE, successor.processId)).toBe(1);
	});

	it('stay with the process that renews its lease', async () => {
		const me = claimant();
		await changeOrder(inbox, 'a');
		await claim(state, subscription, me, clock.now());
		clock.advance(LEASE_MS - 1);
		await extendLeases(state, me, clock.now());
		clock.advance(LEASE_MS - 1);
		expect(await claim(state, subscription, claimant(), clock.now())).toBeNull();
	});

	it('are not taken for lost by the very process that is at them', async () => {
		const me = claimant();
		await changeOrder(inbox, 'a');
		await claim(state, subscription, me, clock.now());
		clock.advance(LEASE_MS * 10);
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
	});

	it('are settled whatever the error of a run holds', async () => {
		await changeOrder(inbox, 'order-1');
		const me = claimant();
		const batch = await claim(state, subscription, me, clock.now());
		const error = `a${String.fromCharCode(0)}b\ud800`;
		expect(await settle(batch, { kind: 'failed', error, node: error }, me.processId, [])).toBe(1);
		expect(await statuses()).toEqual(['dead']);
	});

	it('of a process that is gone keep their key and company: their run may have outlived it', async () => {
		for (const id of ['a', 'b', 'c']) await changeOrder(inbox, id);
		const options = { eventsPerRun: 3 };
		const before = await claim(state, subscription, claimant(), clock.now(), options);
		expect(before?.isHandedOverAgain).toBe(false);
		clock.advance(LEASE_MS + 1);
		expect(await subscriptionsWithWork(state, clock.now())).toEqual([subscription.id]);
		const after = await claim(state, subscription, claimant(), clock.now(), options);
		expect(after).toEqual({ ...before, isHandedOverAgain: true, claimedAt: clock.now() });
	});

	it('whose run was cut off are tried again with another key, also where a failure is not', async () => {
		const me = claimant();
		await changeOrder(inbox, 'a');
		const before = await claim(state, subscription, me, clock.now());
		await settle(before, LOST, me.processId, []);
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
		clock.advance(LOSS_DELAY_MS);
		const after = await claim(state, subscription, me, clock.now());
		expect(after).toMatchObject({
			isHandedOverAgain: false,
			deliveries: [{ id: before?.deliveries[0]?.id, attempt: 2, failures: 0 }],
		});
		expect(after?.key).not.toBe(before?.key);
	});

	it('wait for nothing when the clock is set back, nor do claims that were left behind before', async () => {
		const HOUR_MS = 3_600_000;
		const options = { eventsPerRun: 5 };
		await changeOrder(inbox, 'claimed');
		await claim(state, subscription, claimant(), clock.now());
		await changeOrder(inbox, 'waiting');
		clock.advance(-HOUR_MS);
		expect(await subscriptionsWithWork(state, clock.now())).toEqual([subscription.id]);
		for (const isHandedOverAgain of [true, false]) {
			const batch = await claim(state, subscription, claimant(), clock.now(), options);
			expect([batch?.isHandedOverAgain, batch?.deliveries.length]).toEqual([isHandedOverAgain, 1]);
		}
	});

	it('that take n8n down every time are not started for ever', async () => {
		const me = claimant();
		await changeOrder(inbox, 'a');
		for (let i = 0; i < MAX_LOSSES; i += 1) {
			expect(await statuses()).toEqual(['waiting']);
			const batch = await claim(state, subscription, me, clock.now());
			await settle(batch, LOST, me.processId);
			clock.advance(LOSS_DELAY_MS);
		}
		expect(await statuses()).toEqual(['dead']);
	});

	it('that came while a workflow was unpublished are dropped, what waited before is kept', async () => {
		await changeOrder(inbox, 'before');
		clock.advance(1_000);
		await detachSubscription(state, leaseOf(subscription), clock.now());
		await changeOrder(inbox, 'between');
		clock.advance(60_001);
		expect(
			await attachSubscription(state, subscription, leaseOf(subscription), false, clock.now()),
		).toBe(1);
		await changeOrder(inbox, 'after');
		expect(await statuses()).toEqual(['waiting', 'dropped', 'waiting']);
	});

	it('are all kept when a workflow is edited and published again at once', async () => {
		await detachSubscription(state, leaseOf(subscription), clock.now());
		await changeOrder(inbox, 'between');
		clock.advance(60_000);
		expect(
			await attachSubscription(state, subscription, leaseOf(subscription), false, clock.now()),
		).toBe(0);
		expect(await statuses()).toEqual(['waiting']);
	});

	it('are all kept when n8n was stopped and started', async () => {
		await detachSubscription(state, leaseOf(subscription), clock.now());
		await changeOrder(inbox, 'between');
		clock.advance(DAY_MS / 2);
		expect(
			await attachSubscription(state, subscription, leaseOf(subscription), true, clock.now()),
		).toBe(0);
		expect(await statuses()).toEqual(['waiting']);
	});

	it('are no longer made for a workflow that nobody has published for a day', async () => {
		await detachSubscription(state, leaseOf(subscription), clock.now());
		clock.advance(DAY_MS + 1);
		await changeOrder(inbox, 'late');
		expect(await statuses()).toEqual([]);
	});

	it('go when they have been kept long enough, and their events with them', async () => {
		const me = claimant();
		await changeOrder(inbox, 'done');
		await settle(await claim(state, subscription, me, clock.now()), DONE, me.processId);
		await changeOrder(inbox, 'dead');
		await settle(await claim(state, subscription, me, clock.now()), FAILED, me.processId, []);
		await changeOrder(inbox, 'waiting');
		const left = async () => [
			await statuses(),
			(await state.db.selectFrom('event').select('entityId').orderBy('receivedAt').execute())
				.length,
		];

		clock.advance(RETENTION_MS.settledDelivery - 1);
		await deleteExpired(state, clock.now());
		expect(await left()).toEqual([['delivered', 'dead', 'waiting'], 3]);
		clock.advance(2);
		await deleteExpired(state, clock.now());
		expect(await left()).toEqual([['dead', 'waiting'], 2]);
		clock.advance(RETENTION_MS.deadDelivery);
		await deleteExpired(state, clock.now());
		expect(await left()).toEqual([['waiting'], 1]);
	});
});
