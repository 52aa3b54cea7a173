import { deleteExpired } from '../../engine/deliveries/retention.ts';
import { listImports } from '../../engine/history/imports.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { MOST_IMPORTS } from '../../engine/inbox/importRuns.ts';
import { importStore } from '../../engine/inbox/importStore.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { endLeases } from '../../engine/leases.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { ListPage, ListPosition } from '../../engine/providers/storeSide.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { apiInMemory } from '../support/apiInMemory.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import { statementsOf } from '../support/statementsOf.ts';
import {
	connect,
	INTEGRATION,
	saveIntegration,
	START_MS,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const TEN_MINUTES_MS = 600_000;
const TWO_HOURS_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;

/** A store of the generic kind: its lists, and its webhooks, are what a test says. */
eachDialect('the log of the imports from a store', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let topics: string[];
	let topicsOf: () => Promise<ReturnType<typeof webhooks>>;
	let list: (entityType: EntityType, position: ListPosition) => Promise<ListPage>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		topics = ['orders', 'products'];
		topicsOf = async () => webhooks();
		list = async (entityType) => ({ observations: [observed(entityType)], nextPage: null });
	});

	const observed = (entityType: EntityType, id = '1', note = '') =>
		({
			entityType,
			id,
			kind: 'upsert',
			entity: { id, createdAt: new Date(START_MS + 5).toISOString(), note },
			changedAt: new Date(START_MS + 5).toISOString(),
			clock: 'record',
			topicCodes: [],
		}) as unknown as ListPage['observations'][number];
	const { webhookUrl: url } = INTEGRATION;
	const webhooks = () => topics.map((topic) => ({ id: topic, topic, url, enabled: true }));
	const provider = () =>
		({
			...providerOf('generic')!,
			listChanges: async (_: unknown, type: EntityType, position: ListPosition) =>
				await list(type, position),
			listWebhooks: async () => await topicsOf(),
			async registerWebhooks() {
				topics = ['orders', 'products'];
				return webhooks();
			},
			removeWebhooks: async () => {},
		}) as unknown as Provider;
	const run = async (began: 'schedule' | 'manual' = 'schedule', signal?: AbortSignal) =>
		await importStore(
			inbox,
			{
				integration: await state.db.selectFrom('integration').selectAll().executeTakeFirstOrThrow(),
				provider: provider(),
				connection: {
					credentials: {},
					http: async () => ({ status: 200, headers: {}, body: null }),
				},
				webhookUrl: null,
			},
			['Order', 'Product'],
			{
				firesForExisting: false,
				onPage: () => {},
				wait: async () => {},
				...(signal && { signal }),
			},
			began,
		);
	const page = async (limit = 250, after: { at: number; id: string } | null = null) =>
		await listImports(state, INTEGRATION.guid, { limit, after }, clock.now());
	const listed = async () => (await page()).rows;

	it('tells of each import when and how it began, from when it read, what it read, stored, changed and refused, and each webhook that was put back', async () => {
		topics = ['products'];
		list = async (entityType) => ({
			observations: entityType === 'Order' ? ['1', '2'].map((id) => observed('Order', id)) : [],
			refused: entityType === 'Order' ? [{ id: 'odd', reason: 'id: expected a text' }] : [],
			nextPage: null,
			total: entityType === 'Order' ? 3 : null,
		});
		await run('manual');
		expect(await listed()).toMatchObject([
			{
				began: 'manual',
				status: 'done',
				startedAt: START_MS,
				endedAt: START_MS,
				count: 1,
				failure: null,
				imported: {
					Order: {
						...{ since: null, pages: 1, entities: 2, stored: 2, events: 2, refusals: 1, total: 3 },
						refused: [{ id: 'odd', reason: 'id: expected a text' }],
					},
					Product: { entities: 0, total: null },
				},
				webhooks: {
					registered: ['orders', 'products'],
					restored: ['orders'],
					removed: 0,
					failed: null,
				},
			},
		]);
		clock.advance(TEN_MINUTES_MS);
		list = async (type) => ({
			observations: type === 'Order' ? [observed('Order', '1', 'changed')] : [],
			nextPage: null,
		});
		await run();
		const [second] = await listed();
		expect(second).toMatchObject({
			began: 'schedule',
			imported: { Order: { since: START_MS - 60_000, entities: 1, stored: 1, events: 1 } },
			webhooks: { restored: [] },
		});
	});

	it('keeps imports that read nothing new in one row, with their number and the last time, and begins another row each day', async () => {
		await run();
		for (let more = 0; more < 20; more += 1) {
			clock.advance(TWO_HOURS_MS);
			await run();
		}
		const rows = await listed();
		expect(rows.map(({ count }) => count)).toEqual([8, 12, 1]);
		const [last, day, first] = rows;
		expect(first!.imported!.Order).toMatchObject({ stored: 1, events: 1 });
		expect(day).toMatchObject({
			startedAt: START_MS + TWO_HOURS_MS,
			imported: { Order: { entities: 12 } },
		});
		expect(last!.endedAt).toBe(clock.now());
		clock.advance(TWO_HOURS_MS);
		await run('manual');
		expect((await listed())[0]).toMatchObject({ began: 'manual', count: 1 });
	});

	it('counts nothing together with what another version has written', async () => {
		for (let more = 0; more < 2; more += 1) {
			await run();
			clock.advance(TEN_MINUTES_MS);
		}
		const importedJson = '{"Voucher":{"stored":1}}';
		await state.db.updateTable('importRun').set({ importedJson }).execute();
		await run();
		const kept = await state.db.selectFrom('importRun').select('importedJson').execute();
		expect(kept.filter((row) => row.importedJson === importedJson)).toHaveLength(2);
		expect((await listed()).map(({ count, imported }) => [count, imported === null])).toEqual([
			[1, false],
			[1, true],
			[1, true],
		]);
	});

	it('says nothing of webhooks that were not looked at', async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		topicsOf = async () => {
			resolve();
			return await new Promise(() => {});
		};
		void run();
		await promise;
		expect(await listed()).toMatchObject([{ status: 'running', webhooks: null }]);
	});

	it('says of an import that failed why, and what was read before; the same failure again is counted', async () => {
		list = async (entityType, { page: asked }) => {
			if (entityType === 'Product') return { observations: [], nextPage: null };
			if (asked === null) return { observations: [observed('Order')], nextPage: '2' };
			throw new StoreError('forbidden', 'The key may not\u202eread orders.');
		};
		await run();
		expect(await listed()).toMatchObject([
			{
				status: 'failed',
				failure: 'The key may not read orders.',
				imported: {
					Order: { pages: 1, entities: 1, failed: 'The key may not read orders.' },
					Product: { failed: null },
				},
			},
		]);
		for (let more = 0; more < 5; more += 1) {
			clock.advance(TEN_MINUTES_MS);
			await run();
		}
		expect((await listed()).map(({ count }) => count)).toEqual([5, 1]);
	});

	it('shows the import that runs, with how far it has come, also to another process', async () => {
		const other = await database().open();
		let seen: unknown;
		list = async (entityType, { page: asked }) => {
			if (entityType === 'Product') return { observations: [], nextPage: null };
			if (asked === '3') {
				const newest = { limit: 1, after: null };
				seen = await waitUntil(
					async () => {
						const { rows } = await listImports(other, INTEGRATION.guid, newest, clock.now());
						return rows[0]?.imported?.Order?.pages === 2 && rows;
					},
					{ what: 'the second page to be told' },
				);
				return { observations: [], nextPage: null };
			}
			const id = asked ?? '1';
			return { observations: [observed('Order', id)], nextPage: String(Number(id) + 1), total: 2 };
		};
		await run();
		expect(seen).toMatchObject([
			{
				status: 'running',
				endedAt: null,
				imported: { Order: { pages: 2, entities: 2, total: 2 } },
			},
		]);
		expect((await listed())[0]!.status).toBe('done');
	});

	it('is written to at most every two seconds while pages are read, and by a handful of statements at the ends', async () => {
		const pages = 40;
		list = async (entityType, { page: asked }) => {
			if (entityType === 'Product') return { observations: [], nextPage: null };
			const number = Number(asked ?? 1);
			return {
				observations: [observed('Order', String(number))],
				nextPage: number === pages ? null : String(number + 1),
			};
		};
		const startedAt = performance.now();
		const statements = await statementsOf(async () => await run());
		const own = statements.filter(({ text }) => text.includes('import_run'));
		const updates = own.filter(({ text }) => text.startsWith('update')).length;
		expect(updates).toBeLessThanOrEqual((performance.now() - startedAt) / 2_000);
		expect(own.length - updates).toBeLessThanOrEqual(4);
	});

	it('is told by the REST API of the stores of its space, and of no others', async () => {
		await run('manual');
		const api = apiInMemory(state);
		const path = (guid: string) => `/api/integrations/${guid}/imports`;
		const { status, data } = await api.ask('GET', `${path(INTEGRATION.guid)}?limit=1`);
		expect([status, data]).toMatchObject([
			200,
			[
				{
					began: 'manual',
					status: 'done',
					imported: [
						{ entityType: 'Order', read: 1, stored: 1, leftOut: 0, failure: null },
						{ entityType: 'Product', read: 1 },
					],
					webhooks: { registered: ['orders', 'products'], restored: [], failure: null },
				},
			],
		]);
		const other = { ...INTEGRATION, guid: '22222222-2222-5222-8222-222222222222', space: 'other' };
		await saveIntegration(state, other, clock.now());
		expect((await api.ask('GET', path(other.guid))).status).toBe(404);
		expect((await api.ask('GET', path('33333333-3333-5333-8333-333333333333'))).status).toBe(404);
	});

	it('says that an import was cut off with its process, and that one was cancelled', async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		const cut = testInbox(state, clock, { warn: () => {} });
		const before = inbox;
		inbox = cut;
		list = async () => {
			resolve();
			return await new Promise(() => {});
		};
		void run();
		await promise;
		expect(await listed()).toMatchObject([{ status: 'running' }]);
		inbox = before;
		// As at the start of an n8n that is the only one.
		await endLeases(state, clock.now());
		clock.advance(1);
		expect(await listed()).toMatchObject([{ status: 'lost', endedAt: null }]);

		list = async (entityType) => ({ observations: [observed(entityType)], nextPage: null });
		await run('schedule', AbortSignal.abort());
		expect(await listed()).toMatchObject([{ status: 'cancelled' }, { status: 'lost' }]);
	});

	it('is at most five hundred rows of one store, the newest, none after two weeks, and goes with its store', async () => {
		const row = (index: number) => ({
			...{ id: `row-${index}`, integrationGuid: INTEGRATION.guid, began: 'schedule' as const },
			...{ holder: '', startedAt: START_MS - 1 - index, endedAt: START_MS - index, count: 1 },
			...{ isCancelled: 0, failure: `${index}`, events: 0, restored: 0 },
			...{ importedJson: '{}', webhooksJson: null },
		});
		for (let from = 0; from < MOST_IMPORTS + 50; from += 50) {
			const rows = Array.from({ length: 50 }, (_, index) => row(from + index));
			await state.db.insertInto('importRun').values(rows).execute();
		}
		const count = async () =>
			(await state.db.selectFrom('importRun').select('id').execute()).length;
		await run();
		expect(await count()).toBe(MOST_IMPORTS);
		const first = await page(2);
		expect(first.rows.map(({ began }) => began)).toEqual(['schedule', 'schedule']);
		expect(first.nextCursor).not.toBeNull();
		const last = first.rows.at(-1)!;
		const second = await page(2, { at: last.startedAt, id: last.id });
		expect(second.rows.map(({ id }) => id)).toEqual(['row-1', 'row-2']);
		clock.advance(14 * DAY_MS);
		await deleteExpired(state, clock.now());
		expect(await count()).toBe(1);
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		expect(await count()).toBe(0);
	});

	it('does not keep a store from being imported where the log itself cannot be written', async () => {
		const warnings: string[] = [];
		inbox = testInbox(state, clock, { warn: (message) => void warnings.push(message) });
		await state.db.schema.dropTable('import_run').execute();
		expect((await run())?.failures).toEqual([]);
		expect(await state.db.selectFrom('snapshot').select('entityId').execute()).toHaveLength(2);
		expect(warnings[0]).toMatch(/What an import does could not be written down/);
	});
});
