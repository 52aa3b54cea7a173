import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CommerceItem } from '../../engine/deliveries/composeItem.ts';
import { startDispatcher, type Dispatcher } from '../../engine/deliveries/dispatcher.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	type DeliveryOptions,
	type Subscription,
} from '../../engine/deliveries/subscription.ts';
import type { RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import { statementsOf } from '../support/statementsOf.ts';
import {
	changeOrder,
	connect,
	leaseOf,
	REAL_CLOCK as clock,
	subscribe,
	testInbox,
} from '../support/testInbox.ts';

eachDialect('the dispatcher', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let subscription: Subscription;
	const running: Dispatcher[] = [];
	const warnings: string[] = [];

	beforeEach(async () => {
		warnings.length = 0;
		state = await database().open();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		subscription = await subscribe(state, clock);
	});
	afterEach(async () => {
		for (const dispatcher of running.splice(0)) await dispatcher.stop();
	});

	const start = (on = state) => {
		const dispatcher = startDispatcher(
			on,
			{ processId: randomUUID() },
			clock.now,
			(message) => void warnings.push(message),
		);
		running.push(dispatcher);
		return dispatcher;
	};
	const attach = (
		dispatcher: Dispatcher,
		handOver: (items: readonly CommerceItem[]) => Promise<RunOutcome>,
		options: Partial<DeliveryOptions> = {},
	) =>
		dispatcher.attach({
			subscription,
			lease: leaseOf(subscription),
			options: { ...DEFAULT_DELIVERY_OPTIONS, ...options },
			handOver: async (items) => await handOver(items as readonly CommerceItem[]),
		});
	const statuses = async () =>
		(await state.db.selectFrom('delivery').select('status').orderBy('seq').execute()).map(
			({ status }) => status,
		);
	const untilDelivered = async (count: number) =>
		await waitUntil(
			async () => (await statuses()).filter((status) => status === 'delivered').length === count,
			{ what: `${count} deliveries` },
		);
	const totalOf = (item: CommerceItem) => (item.order as { total: number }).total;

	it('delivers by polling alone when every wake-up is lost', async () => {
		const handed: string[] = [];
		attach(start(), async (items) => {
			handed.push(...items.map(({ event }) => event.id));
			return { kind: 'done' };
		});
		const [event] = await changeOrder(inbox, 'a');
		await untilDelivered(1);
		expect(handed).toEqual([event?.id]);
	});

	it('delivers what was waiting before it started, in order for each order', async () => {
		for (let i = 0; i < 30; i += 1) await changeOrder(inbox, `o${i % 3}`, { total: i });
		const totals = new Map<string, number[]>();
		attach(start(), async (items) => {
			for (const item of items) {
				const { id } = item.order as { id: string };
				totals.set(id, [...(totals.get(id) ?? []), totalOf(item)]);
			}
			return { kind: 'done' };
		});
		await untilDelivered(30);
		for (const list of totals.values()) expect(list).toEqual([...list].sort((a, b) => a - b));
	});

	it('has no more runs under way than allowed', async () => {
		for (let i = 0; i < 12; i += 1) await changeOrder(inbox, `o${i}`);
		const open: Array<() => void> = [];
		let most = 0;
		let underWay = 0;
		attach(
			start(),
			async () => {
				underWay += 1;
				most = Math.max(most, underWay);
				await new Promise<void>((resolve) => open.push(resolve));
				underWay -= 1;
				return { kind: 'done' };
			},
			{ concurrentRuns: 3 },
		);
		for (let ended = 0; ended < 12; ended += 1) {
			await waitUntil(() => open.length > 0, { what: 'a run' });
			open.shift()!();
		}
		await untilDelivered(12);
		expect(most).toBe(3);
	});

	it('looks at a run that waits to be filled once its time is over, and not at each event', async () => {
		const EVENTS = 60;
		const dispatcher = start();
		const waking = testInbox(state, clock, { wake: dispatcher.wake });
		const sizes: number[] = [];
		const handOver = async (items: readonly CommerceItem[]): Promise<RunOutcome> => {
			sizes.push(items.length);
			return { kind: 'done' };
		};
		attach(dispatcher, handOver, { eventsPerRun: 2 * EVENTS });
		const statements = await statementsOf(async () => {
			for (let i = 0; i < EVENTS; i += 1) await changeOrder(waking, `o${i}`);
			await untilDelivered(EVENTS);
		});
		const looks = statements.filter(({ text }) => /"delivery" as "d" .*attempt = 0/s.test(text));
		expect(looks.length).toBeGreaterThan(0);
		expect(looks.length).toBeLessThan(EVENTS / 2);
		expect(sizes.length).toBeLessThan(EVENTS / 2);
	});

	it('begins a run of several at once when it is full', async () => {
		const nowMs = Date.now();
		// A clock that stands still: the time of a run that waits is never over.
		const dispatcher = startDispatcher(
			state,
			{ processId: randomUUID() },
			() => nowMs,
			(message) => void warnings.push(message),
		);
		running.push(dispatcher);
		const still = { now: () => nowMs, advance: () => {} };
		const waking = testInbox(state, still, { wake: dispatcher.wake });
		const sizes: number[] = [];
		const handOver = async (items: readonly CommerceItem[]): Promise<RunOutcome> => {
			sizes.push(items.length);
			return { kind: 'done' };
		};
		attach(dispatcher, handOver, { eventsPerRun: 3 });
		for (let i = 0; i < 7; i += 1) await changeOrder(waking, `o${i}`);
		await untilDelivered(6);
		expect(sizes).toEqual([3, 3]);
		expect((await statuses()).at(-1)).toBe('waiting');
	});

	it('tries again when a run could not even be started', async () => {
		await changeOrder(inbox, 'a');
		let tries = 0;
		attach(
			start(),
			async () => {
				tries += 1;
				if (tries === 1) throw new Error('n8n has no room');
				return { kind: 'done' };
			},
			{ retryDelaysMs: [1] },
		);
		await untilDelivered(1);
		expect(tries).toBe(2);
	});

	it('writes down how a run ended also when the database was away at that moment', async () => {
		await changeOrder(inbox, 'a');
		const rename = async (from: string, to: string) => {
			await state.db.transaction().execute(async (trx) => {
				await state.dialect.lockMigrations(trx);
				await sql`alter table ${sql.id(from)} rename to ${sql.id(to)}`.execute(trx);
			});
		};
		let tries = 0;
		attach(start(), async () => {
			tries += 1;
			await rename('delivery', 'delivery_away');
			return { kind: 'done' };
		});
		await waitUntil(() => warnings.some((each) => each.includes('how a run ended')), {
			what: 'the warning',
		});
		await rename('delivery_away', 'delivery');
		await untilDelivered(1);
		expect(tries).toBe(1);
	});

	it('gives a subscription that is taken off nothing more', async () => {
		const handed: unknown[] = [];
		const dispatcher = start();
		const detach = attach(dispatcher, async (items) => {
			handed.push(...items);
			return { kind: 'done' };
		});
		detach();
		await changeOrder(inbox, 'a');
		dispatcher.wake([subscription.id]);
		const other = await subscribe(state, clock);
		await changeOrder(inbox, 'b');
		dispatcher.attach({
			subscription: other,
			lease: leaseOf(other),
			options: DEFAULT_DELIVERY_OPTIONS,
			handOver: async () => ({ kind: 'done' }),
		});
		await untilDelivered(1);
		expect(handed).toEqual([]);
	});
});

const onlyPostgres = process.env.COMMERCE_TEST_POSTGRES_URL!;

describe('a wake-up between processes', () => {
	it('reaches everybody who listens', async () => {
		const { openPostgres } = await import('../../engine/state/dialects/openPostgres.ts');
		const config = { connectionString: `${onlyPostgres}/postgres`, schema: `wake_${Date.now()}` };
		const [one, other] = [await openPostgres(config), await openPostgres(config)];
		let woken = 0;
		const stop = await one.notify!.listen(() => (woken += 1));
		await other.notify!.send();
		await waitUntil(() => woken === 1, { what: 'the wake-up' });
		await stop();
		await one.close();
		await other.close();
	});

	it('reaches them again after the server was away', async () => {
		const { openPostgres } = await import('../../engine/state/dialects/openPostgres.ts');
		const schema = `wake_${Date.now()}`;
		const connectionString = `${onlyPostgres}/postgres?application_name=${schema}`;
		const state = await openPostgres({ connectionString, schema });
		let woken = 0;
		const stop = await state.notify!.listen(() => (woken += 1));
		const ended = await sql`select pg_terminate_backend(pid) from pg_stat_activity
			where application_name = ${schema} and query = 'listen commerce_wake'`.execute(state.db);
		expect(ended.rows).toHaveLength(1);
		await waitUntil(
			async () => {
				await state.notify!.send();
				return woken > 0;
			},
			{ what: 'the wake-up' },
		);
		await stop();
		await state.close();
	});
});
