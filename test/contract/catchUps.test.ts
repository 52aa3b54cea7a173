import { randomUUID } from 'node:crypto';
import {
	CannotCatchUp,
	listCatchUps,
	readCatchUp,
	startCatchUp,
	stopCatchUp,
	type CatchUpWish,
} from '../../engine/catchUps/catchUps.ts';
import { createCatchingUp } from '../../engine/catchUps/keepCatchingUp.ts';
import type { Filter } from '../../engine/catchUps/matchingEntities.ts';
import { detachSubscription } from '../../engine/deliveries/attachSubscription.ts';
import { loadItems } from '../../engine/deliveries/loadItems.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { readEvent } from '../../engine/history/readEvent.ts';
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

const DAY_MS = 24 * 3_600_000;
const ALL: Filter = {
	integrations: null,
	conditions: null,
	createdSince: null,
	includeAlreadyRun: false,
};

eachDialect('a catch-up', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
	});

	const begin = async (filter: Partial<Filter> = {}, more: Partial<CatchUpWish> = {}) =>
		await startCatchUp(inbox, 'default', 'workflow', null, {
			filter: { ...ALL, ...filter },
			perMinute: 60,
			isToStart: true,
			...more,
		});
	const orders = async (from: number, to: number, entity = {}) => {
		for (let index = from; index <= to; index += 1) {
			await changeOrder(inbox, `order-${String(index).padStart(3, '0')}`, entity);
		}
	};
	/** Runs whatever is due, and tells for which orders. */
	const runAll = async (subscription: Subscription): Promise<string[]> => {
		const by = claimant();
		const run: string[] = [];
		for (;;) {
			const batch = await claim(state, subscription, by, clock.now());
			if (batch === null) return run;
			const items = await loadItems(state, subscription, batch.deliveries);
			run.push(...items.map((item) => (item as unknown as { order: { id: string } }).order.id));
			await settleBatch(state, batch, { kind: 'done' }, [], by, clock.now());
		}
	};
	/** Lets the time go by that it takes, and runs what is due. */
	const finish = async (id: string, subscription: Subscription): Promise<string[]> => {
		const goOn = createCatchingUp(inbox);
		const run: string[] = [];
		for (let ticks = 0; ticks < 1_000; ticks += 1) {
			await goOn();
			run.push(...(await runAll(subscription)));
			if ((await readCatchUp(state, 'default', id))!.status !== 'running') return run;
			clock.advance(2_000);
		}
		throw new Error('It does not end.');
	};

	it('runs a workflow once for each order that is known, at its rate, and tells how far it is', async () => {
		await orders(1, 110);
		const subscription = await subscribe(state, clock);
		const { count, examples, catchUp } = await begin({}, { perMinute: 600 });
		expect([count, examples.length]).toEqual([110, 3]);
		expect(examples[0]).toMatchObject({
			event: { code: 'order_created' },
			order: { id: 'order-001' },
		});
		const goOn = createCatchingUp(inbox);
		await goOn();
		const run = await runAll(subscription);
		expect([run.length, run[0]]).toEqual([20, 'order-001']);
		clock.advance(2_000);
		await goOn();
		expect(await readCatchUp(state, 'default', catchUp!.id)).toMatchObject({
			workflowName: catchUp!.workflowName,
			...{ total: 110, started: 40, status: 'running' },
		});
		run.push(...(await finish(catchUp!.id, subscription)));
		expect(run).toHaveLength(110);
		expect(new Set(run).size).toBe(110);
		const ended = (await listCatchUps(state, 'default', { limit: 10, after: null })).rows;
		expect(ended).toMatchObject([{ status: 'done', started: 110, filterJson: '{}' }]);
	});

	it('runs nothing twice where two processes are at it at once, or one is killed', async () => {
		await orders(1, 20);
		const subscription = await subscribe(state, clock);
		const { catchUp } = await begin({}, { perMinute: 600 });
		await Promise.all([createCatchingUp(inbox)(), createCatchingUp(inbox)()]);
		const first = await runAll(subscription);
		const run = [...first, ...(await finish(catchUp!.id, subscription))];
		expect(run.toSorted()).toEqual([...new Set(run)].toSorted());
		expect(run).toHaveLength(20);
	});

	it('takes what the trigger and the filter want, and of what was deleted or was run already nothing', async () => {
		const before = await subscribe(state, clock, { conditions: { total: { gte: 100 } } });
		await orders(1, 2, { total: 100 });
		await runAll(before);
		await detachSubscription(state, leaseOf(before), clock.now());
		clock.advance(2 * DAY_MS);
		await orders(3, 3, { total: 50 });
		await orders(4, 6, { total: 200, currency: 'USD' });
		await orders(7, 7, { total: 200, currency: 'EUR' });
		await state.db
			.updateTable('snapshot')
			.set({ deletedAt: clock.now() })
			.where('entityId', '=', 'order-006')
			.execute();
		await subscribe(state, clock, { ...before });
		const found = async (filter: Partial<Filter>) => {
			const { count, examples } = await begin(filter, { isToStart: false });
			expect(count).toBe(examples.length);
			return examples.map(({ order }) => (order as { id: string }).id.slice(-1)).join('');
		};
		expect(await found({})).toBe('457');
		expect(await found({ conditions: { currency: 'EUR' } })).toBe('7');
		expect(await found({ integrations: [randomUUID()] })).toBe('');
		const included = { includeAlreadyRun: true, createdSince: clock.now() - 1 };
		expect(await found(included)).toBe('457');
		expect(await found({ ...included, createdSince: null, conditions: { currency: null } })).toBe(
			'12',
		);
		expect((await listCatchUps(state, 'default', { limit: 10, after: null })).rows).toEqual([]);
	});

	it('goes on while another one cannot be read, which is told once', async () => {
		const told: string[] = [];
		inbox = testInbox(state, clock, { warn: (message) => void told.push(message) });
		await orders(1, 2);
		const broken = await subscribe(state, clock);
		const { catchUp } = await begin();
		await state.db.updateTable('catchUp').set({ filterJson: '{"of":"another version"}' }).execute();
		const subscription = await subscribe(state, clock, { workflowId: 'other' });
		await startCatchUp(inbox, 'default', 'other', null, {
			filter: ALL,
			...{ perMinute: 60, isToStart: true },
		});
		const goOn = createCatchingUp(inbox);
		await goOn();
		await goOn();
		expect(await runAll(subscription)).toHaveLength(2);
		expect(await runAll(broken)).toEqual([]);
		expect(told).toEqual([expect.stringContaining(catchUp!.id)]);
	});

	it('is given to no other workflow, and says in its history that it has not happened in the store', async () => {
		await orders(1, 1);
		const subscription = await subscribe(state, clock);
		const other = await subscribe(state, clock, { workflowId: 'other' });
		const { catchUp } = await begin();
		await createCatchingUp(inbox)();
		expect(await runAll(other)).toEqual([]);
		const { id } = await state.db
			.selectFrom('event')
			.select('id')
			.where('catchUpId', 'is not', null)
			.executeTakeFirstOrThrow();
		expect(await readEvent(state, 'default', id)).toMatchObject({
			...{ catchUpId: catchUp!.id, notStarted: [] },
			deliveries: [{ workflowId: 'workflow', status: 'waiting' }],
		});
		expect(await runAll(subscription)).toEqual(['order-001']);
	});

	it('begins no further run once it is stopped, waits while its workflow is unpublished, and ends when that is deleted', async () => {
		await orders(1, 10);
		const subscription = await subscribe(state, clock);
		const goOn = createCatchingUp(inbox);
		const { catchUp } = await begin();
		await goOn();
		expect(await stopCatchUp(inbox, 'default', catchUp!.id)).toMatchObject({
			...{ status: 'stopped', started: 0 },
		});
		clock.advance(2_000);
		await goOn();
		expect(await runAll(subscription)).toEqual([]);

		const second = (await begin()).catchUp!;
		await detachSubscription(state, leaseOf(subscription), clock.now());
		await goOn();
		expect(await readCatchUp(state, 'default', second.id)).toMatchObject({
			...{ status: 'running', started: 0 },
		});
		await state.db.deleteFrom('subscription').execute();
		clock.advance(2_000);
		await goOn();
		expect((await readCatchUp(state, 'default', second.id))!.status).toBe('stopped');
	});

	it.each<[string, RegExp, () => Promise<unknown>]>([
		[
			'a workflow that is not published',
			/^workflow: it is not published/,
			async () => await begin(),
		],
		[
			'one of several triggers that is not named',
			/^trigger: the workflow has several triggers.*"A", "B"/,
			async () => {
				await subscribe(state, clock, { nodeName: 'A' });
				await subscribe(state, clock, { nodeName: 'B' });
				return await begin();
			},
		],
		[
			'a second one of a workflow at the same time',
			/^workflow: it is being run/,
			async () => {
				await orders(1, 3);
				await subscribe(state, clock);
				await begin();
				return await begin();
			},
		],
		[
			'a condition on a field that there is not',
			/^conditions\.totl/,
			async () => {
				await subscribe(state, clock);
				return await begin({ conditions: { totl: 1 } });
			},
		],
	])('refuses %s', async (_, words, asked) => {
		const error: unknown = await asked().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(CannotCatchUp);
		expect((error as Error).message).toMatch(words);
	});

	it('shows one space nothing of another', async () => {
		await orders(1, 3);
		await subscribe(state, clock);
		const { catchUp } = await begin();
		await expect(
			startCatchUp(inbox, 'other', 'workflow', null, {
				filter: ALL,
				...{ perMinute: 60, isToStart: true },
			}),
		).rejects.toThrow(CannotCatchUp);
		expect((await listCatchUps(state, 'other', { limit: 10, after: null })).rows).toEqual([]);
		expect(await stopCatchUp(inbox, 'other', catchUp!.id)).toBeNull();
		expect((await readCatchUp(state, 'default', catchUp!.id))!.status).toBe('running');
	});
});
