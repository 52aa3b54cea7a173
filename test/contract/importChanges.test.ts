import { fork } from 'node:child_process';
import { join } from 'node:path';
import { importChanges, type ImportOptions } from '../../engine/inbox/importChanges.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { Connection } from '../../engine/providers/storeHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import type { ListPage, ListPosition } from '../../engine/providers/storeSide.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { startBigStore } from '../support/bigStore.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	START_MS,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const ORDERS = 10_000;
const MEMORY_LIMIT_KB = 200 * 1024;
/**
 * With room, Node.js collects late: 310 MB at the peak, of which 50 MB are in use. So it is given the room
 * that it needs and no more, and must get along with it.
 */
const NODE_OPTIONS = [
	'--max-old-space-size=64',
	'--max-semi-space-size=4',
	'--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
];
const KEYS = { apiKey: 'key', apiSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0' };

/** A store of the generic kind whose list is what a test says. */
type Listed = { id: string; changedAt: number; status?: string; createdAt?: number };

eachDialect('an import', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let orders: Listed[];
	let asked: ListPosition[];
	let failures: unknown[];
	let waits: number[];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		orders = [];
		asked = [];
		failures = [];
		waits = [];
	});

	const pageSize = 2;
	const provider = () =>
		({
			...providerOf('generic')!,
			async listChanges(
				{ http }: Connection<unknown>,
				_type: unknown,
				position: ListPosition,
			): Promise<ListPage> {
				await http({ method: 'GET', url: 'https://shop.example.com/orders' });
				const failure = failures.shift();
				if (failure) throw failure;
				asked.push(position);
				const since = position.since === null ? 0 : Date.parse(position.since);
				const wanted = orders
					.filter(({ changedAt }) => changedAt >= since)
					.sort((one, other) => one.changedAt - other.changedAt);
				const first = Number(position.page ?? 0);
				return {
					observations: wanted
						.slice(first, first + pageSize)
						.map(({ id, changedAt, status, createdAt }) => ({
							entityType: 'Order',
							id,
							kind: 'upsert',
							entity: {
								id,
								status: (status ?? 'processing') as 'processing',
								createdAt: new Date(createdAt ?? 0).toISOString(),
							},
							changedAt: new Date(changedAt).toISOString(),
							clock: 'record',
							topicCodes: [],
						})),
					nextPage: first + pageSize < wanted.length ? String(first + pageSize) : null,
				};
			},
		}) as Provider;
	/** Answers a second after it was asked, by a clock of its own. */
	const connection = (): Connection<unknown> => ({
		credentials: {},
		http: async () => ({
			status: 200,
			headers: { date: new Date(clock.now() + 1_000).toUTCString() },
			body: null,
		}),
	});
	const run = async (more: Partial<ImportOptions> = {}) =>
		await importChanges(inbox, INTEGRATION, provider(), connection(), 'Order', {
			firesForExisting: false,
			onPage: () => {},
			wait: async (ms) => void waits.push(ms),
			...more,
		});
	const fired = async () => {
		const rows = await state.db.selectFrom('event').select(['entityId', 'codesJson']).execute();
		return rows.map(({ entityId, codesJson }) => [
			entityId,
			...(JSON.parse(codesJson) as string[]),
		]);
	};
	const before = START_MS - 86_400_000;

	it('is undone by no message that the store made before, and that comes late, though both tell of the same second', async () => {
		const told = (ms: number) => ({ occurredAt: new Date(clock.now() + ms).toISOString() });
		orders = [{ id: 'a', changedAt: clock.now(), createdAt: before, status: 'completed' }];
		await run();
		await changeOrder(inbox, 'a', { status: 'processing' }, told(400));
		expect(await fired()).toEqual([]);
		await changeOrder(inbox, 'a', { status: 'on_hold' }, told(2_400));
		expect(await fired()).toEqual([['a', 'order_status_changed', 'order_updated']]);
	});

	it('takes what was there before the connection for known, and fires nothing for it', async () => {
		orders = ['a', 'b', 'c'].map((id, i) => ({ id, changedAt: before + i, createdAt: before }));
		expect(await run()).toMatchObject({ pages: 2, entities: 3, events: 0 });
		expect(await fired()).toEqual([]);
		orders[0] = { id: 'a', changedAt: START_MS + 5, createdAt: before, status: 'completed' };
		await run();
		expect(await fired()).toEqual([
			['a', 'order_fulfilled', 'order_status_changed', 'order_updated'],
		]);
	});

	it('fires created for them when asked to', async () => {
		orders = [{ id: 'a', changedAt: before, createdAt: before }];
		await run({ firesForExisting: true });
		expect(await fired()).toEqual([['a', 'order_created']]);
	});

	it('fires created for what was made after the connection and no webhook has brought', async () => {
		orders = [{ id: 'new', changedAt: START_MS + 1, createdAt: START_MS + 1 }];
		await run();
		expect(await fired()).toEqual([['new', 'order_created']]);
	});

	it('makes no second event of what a webhook has brought, and exactly one of what it missed', async () => {
		await changeOrder(inbox, 'a', {
			status: 'processing',
			note: null,
			createdAt: new Date(START_MS).toISOString(),
		});
		const known = { id: 'a', changedAt: clock.now(), createdAt: START_MS };
		orders = [known];
		await run();
		expect(await fired()).toEqual([['a', 'order_created']]);
		orders = [{ ...known, changedAt: START_MS + 10, status: 'cancelled' }];
		await run();
		await run();
		expect((await fired()).slice(1)).toEqual([
			['a', 'order_cancelled', 'order_status_changed', 'order_updated'],
		]);
	});

	it('goes on after the last page that was stored when it is cancelled or fails', async () => {
		orders = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({
			id,
			changedAt: START_MS + i,
			createdAt: START_MS,
		}));
		const stop = new AbortController();
		const cancelled = await run({ signal: stop.signal, onPage: () => stop.abort() });
		expect(cancelled).toMatchObject({ isCancelled: true, pages: 1, entities: 2 });
		failures = [new StoreError('not_found', 'gone')];
		await expect(run()).rejects.toThrow('gone');
		expect(await run()).toMatchObject({ isCancelled: false, entities: 3 });
		expect(asked.map(({ page }) => page)).toEqual([null, '2', '4']);
		expect((await fired()).map(([id]) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('asks only for what is new, with a minute of overlap', async () => {
		orders = [{ id: 'a', changedAt: START_MS, createdAt: before }];
		await run();
		await run();
		expect(asked.map(({ since }) => since)).toEqual([
			null,
			new Date(START_MS - 60_000).toISOString(),
		]);
	});

	it('waits as long as a busy store says, and goes on', async () => {
		orders = [{ id: 'a', changedAt: START_MS, createdAt: START_MS }];
		failures = [
			new StoreError('throttled', 'busy', { retryAfterMs: 7_000 }),
			new StoreError('unavailable', 'down'),
		];
		expect(await run()).toMatchObject({ entities: 1 });
		expect(waits).toEqual([7_000, 2_000]);
	});

	it('10,000 orders imported in pages with memory under 200 MB, killed in the middle and run again: all stored once', async () => {
		const store = await startBigStore(ORDERS, 250);
		try {
			const given = JSON.stringify({ location: database().location, storeUrl: store.url, ...KEYS });
			const start = () =>
				fork(join(__dirname, '../support/importOnce.ts'), [given], {
					stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
					execArgv: NODE_OPTIONS,
				});

			const first = start();
			await new Promise<void>((resolve, reject) => {
				first.once('exit', (code) => reject(new Error(`It has ended with ${code}.`)));
				first.on('message', ({ pages }: { pages?: number }) => {
					if (pages !== 17) return;
					first.removeAllListeners('exit');
					first.once('exit', () => resolve());
					first.kill('SIGKILL');
				});
			});
			const stored = async () =>
				(await state.db.selectFrom('snapshot').select('entityId').execute()).map(
					({ entityId }) => entityId,
				);
			expect((await stored()).length).toBeLessThan(ORDERS);

			const second = start();
			const peakMemoryKb = await new Promise<number>((resolve, reject) => {
				second.once('exit', (code) => reject(new Error(`It has ended with ${code}.`)));
				second.on('message', (message: { peakMemoryKb?: number }) => {
					if (message.peakMemoryKb !== undefined) resolve(message.peakMemoryKb);
				});
			});
			expect(peakMemoryKb).toBeLessThan(MEMORY_LIMIT_KB);
			expect((await stored()).sort()).toEqual([...store.orderIds].sort());
			const created = (await fired()).filter((codes) => codes.includes('order_created'));
			expect(created.map(([id]) => id).sort()).toEqual([...store.orderIds].sort());
			expect(store.pagesAsked()).toBeLessThanOrEqual(ORDERS / 250 + 2);
		} finally {
			await store.close();
		}
	}, 120_000);

	it('of a real store goes through its own pages', async () => {
		const store = await startBigStore(5, 2);
		try {
			const generic = providerOf('generic')!;
			const connection = {
				credentials: generic.credentialsSchema.parse({ storeUrl: store.url, ...KEYS }),
				http: axiosStoreHttp(),
			};
			const result = await importChanges(inbox, INTEGRATION, generic, connection, 'Order', {
				firesForExisting: false,
				onPage: () => {},
				wait: async () => {},
			});
			expect(result).toMatchObject({ pages: 3, entities: 5, isCancelled: false });
		} finally {
			await store.close();
		}
	});
});
