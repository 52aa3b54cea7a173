import fc from 'fast-check';
import { deleteExpired, RETENTION_MS } from '../../engine/deliveries/retention.ts';
import {
	cursorText,
	feedCursorOf,
	LostPlace,
	MOST_LOOKED_AT,
	numberEvents,
	readFeed,
	type FeedCursor,
} from '../../engine/history/eventFeed.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { apiInMemory } from '../support/apiInMemory.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { fillState } from '../support/filledState.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const SPACE = INTEGRATION.space;

eachDialect('the feed of events', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		await connect(state, clock);
	});

	const store = async (orderId: string, opened = state) => {
		clock.advance(1);
		const [event] = await changeOrder(testInbox(opened, clock), orderId);
		return event!.id;
	};
	const page = async (after: FeedCursor | 'start' | 'now', limit = 100, opened = state) => {
		const { rows, next } = await readFeed(opened, SPACE, after, {}, limit);
		return { ids: rows.map(({ id }) => id), next };
	};
	/** What is left to read. */
	const rest = async (after: FeedCursor | 'start', limit = 100) => {
		const ids: string[] = [];
		for (let from: FeedCursor | 'start' = after; ; ) {
			const { ids: read, next } = await page(from, limit);
			ids.push(...read);
			if (from !== 'start' && next.number === from.number) return ids;
			from = next;
		}
	};
	/** The row of an event once more, as another transaction would store it. */
	const copyOf = async (id: string, copy: string) => {
		const row = await state.db
			.selectFrom('event')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		const { stored: _, ...event } = row as typeof row & { stored?: number };
		return { ...event, id: copy, feedNumber: null };
	};

	it('tells events in the order in which they were stored, each of them once', async () => {
		const ids = [await store('a'), await store('b'), await store('a')];
		const first = await page('start', 2);
		expect(first.ids).toEqual(ids.slice(0, 2));
		const second = await page(first.next, 2);
		expect(second.ids).toEqual(ids.slice(2));
		const third = await page(second.next, 2);
		expect(third).toEqual({ ids: [], next: second.next });
		const later = await store('c');
		expect((await page(third.next)).ids).toEqual([later]);
	});

	it('tells events of one moment, and of a clock that was set back, in that order, too', async () => {
		const ids = [];
		for (let n = 0; n < 20; n += 1) {
			clock.advance(n % 3 === 0 ? -5_000 : -1);
			ids.push(await store(`order-${n}`));
		}
		expect(await rest('start', 3)).toEqual(ids);
	});

	it('begins with what comes from now on, where that is asked for', async () => {
		await store('before');
		const { ids, next } = await page('now');
		expect(ids).toEqual([]);
		const after = await store('after');
		expect((await page(next)).ids).toEqual([after]);
		await expect(page((await readFeed(state, 'empty', 'now', {}, 1)).next)).resolves.toBeDefined();
	});

	it('does not pass over an event whose transaction began before others and ends after them', async () => {
		const first = await store('first');
		const late = await copyOf(first, 'late');
		const other = await database().open();
		const { promise: gate, resolve: open } = Promise.withResolvers<void>();
		const { promise: inserted, resolve: isInserted } = Promise.withResolvers<void>();
		const slow = other.db.transaction().execute(async (trx) => {
			await trx.insertInto('event').values(late).execute();
			isInserted();
			await gate;
		});
		await inserted;
		// In SQLite, the second one waits for the first.
		const isBlocked = !state.dialect.locksRows;
		const quick = store('quick');
		if (isBlocked) open();
		const quickId = await quick;
		const { ids, next } = await page('start');
		open();
		await slow;
		const all = [...ids, ...(await rest(next))];
		expect(all).toHaveLength(3);
		expect(all).toEqual(isBlocked ? [first, 'late', quickId] : [first, quickId, 'late']);
	});

	it('gives no event of one moment two numbers, however many ask', async () => {
		const other = await database().open();
		const ids: string[] = [];
		for (let n = 0; n < 40; n += 1) ids.push(await store(`order-${n}`));
		const pages = await Promise.all([
			...[state, other].flatMap((opened) => [
				page('start', 100, opened),
				page('start', 100, opened),
			]),
		]);
		for (const each of pages) expect(each.ids).toEqual(ids);
		const rows = await state.db.selectFrom('event').select('feedNumber').execute();
		expect(new Set(rows.map(({ feedNumber }) => feedNumber)).size).toBe(40);
	});

	it('lets no event come before an earlier one that somebody is changing', async () => {
		if (!state.dialect.locksRows) return expect(state.dialect.name).toBe('sqlite');
		const ids = [await store('a'), await store('b'), await store('c')];
		const { promise: gate, resolve: open } = Promise.withResolvers<void>();
		const { promise: changed, resolve: isChanged } = Promise.withResolvers<void>();
		const changing = state.db.transaction().execute(async (trx) => {
			await trx
				.updateTable('event')
				.set({ customerJson: null })
				.where('id', '=', ids[1]!)
				.execute();
			isChanged();
			await gate;
		});
		await changed;
		const { ids: read, next } = await page('start');
		expect(read).toEqual(ids.slice(0, 1));
		open();
		await changing;
		expect(await rest(next)).toEqual(ids.slice(1));
	});

	it('says that a place is lost once an event after it is no longer kept, and not before', async () => {
		const ids = [await store('a'), await store('b')];
		const { next: begin } = await page('now', 1);
		const { next: middle } = await page('start', 1);
		clock.advance(RETENTION_MS.event / 2);
		const young = await store('c');
		clock.advance(RETENTION_MS.event / 2 + 60_000);
		expect(await rest('start')).toEqual([...ids, young]);
		await deleteExpired(state, clock.now());
		await expect(page(middle)).rejects.toThrow(LostPlace);
		expect((await page(begin)).ids).toEqual([young]);
		expect(await rest('start')).toEqual([young]);
		clock.advance(RETENTION_MS.event);
		await deleteExpired(state, clock.now());
		await expect(page(begin)).rejects.toThrow('no longer kept');
		expect((await page('start')).ids).toEqual([]);
	});

	it('says so also of events that were never read, or numbered, while they were kept', async () => {
		const { next } = await page('now');
		await store('a');
		clock.advance(RETENTION_MS.event + 60_000);
		await deleteExpired(state, clock.now());
		expect(await state.db.selectFrom('event').select('id').execute()).toEqual([]);
		await expect(page(next)).rejects.toThrow(LostPlace);
	});

	it('says of a cursor of another state database that it is not its own', async () => {
		await store('a');
		await expect(page({ number: 7, id: '' })).rejects.toThrow('older copy');
		await expect(page({ number: 1, id: 'another event' })).rejects.toThrow('older copy');
	});

	it('goes on where events of a forgotten customer, or a removed store, were', async () => {
		const inbox = testInbox(state, clock);
		const customer = { id: 'c', email: 'ada@example.com' } as never;
		const [event] = await changeOrder(inbox, 'a', { customer });
		const { next } = await page('start', 1);
		await forgetCustomer(
			state,
			INTEGRATION.guid,
			{ customerId: 'c', email: 'ada@example.com' },
			clock.now(),
		);
		const second = await store('b');
		expect((await page(next)).ids).toEqual([second]);
		expect((await page('start')).ids).toEqual([event!.id, second]);

		const other = {
			...INTEGRATION,
			guid: '22222222-2222-5222-8222-222222222222',
			storeUrl: 'https://b.example',
		};
		await saveIntegration(state, other, clock.now());
		clock.advance(1);
		const [ofOther] = await changeOrder(inbox, 'x', {}, { integration: other });
		expect(ofOther).toBeDefined();
		const { next: seen } = await page('start');
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		expect((await page('start')).ids).toEqual([ofOther!.id]);
		expect((await page(seen)).ids).toEqual([]);
	});

	it('looks for what fits few events in some of them at a time, and tells how far it has come', async () => {
		await fillState(state, 'subscription', MOST_LOOKED_AT + 300);
		const rare = await store('rare');
		await numberEvents(state, SPACE);
		const read = async (after: FeedCursor | 'start') =>
			await readFeed(state, SPACE, after, { code: 'order_created' }, 10);
		const found: string[] = [];
		let [after, pages]: [FeedCursor | 'start', number] = ['start', 0];
		for (; pages < 10; pages += 1) {
			const { rows, next } = await read(after);
			found.push(...rows.map(({ id }) => id));
			if (after !== 'start' && next.number === after.number) break;
			after = next;
		}
		expect(found).toEqual([rare]);
		expect(pages).toBeLessThan(6);
		expect(pages).toBeGreaterThan(1);
	});

	it('is followed over the REST API, which says 410 where a place is lost', async () => {
		const now = Date.now();
		clock.advance(now - clock.now());
		const api = apiInMemory(state);
		const get = async (query: string) => await api.ask('GET', `/api/events?${query}`);
		const ids = [await store('a'), await store('b')];
		const first = await get('after=start&limit=1&items=true');
		expect(first.data).toMatchObject([
			{ id: ids[0], item: { event: { id: ids[0] }, order: { id: 'a' } } },
		]);
		const second = await get(`after=${first.nextCursor}&trigger=order_created&entityType=Order`);
		expect(second.data).toMatchObject([{ id: ids[1] }]);
		expect(second.data[0]).not.toHaveProperty('item');
		const last = await get(`after=${second.nextCursor}`);
		expect([last.data, last.nextCursor]).toEqual([[], second.nextCursor]);
		expect((await get('after=now')).nextCursor).toBe(last.nextCursor);
		await state.db.updateTable('eventFeed').set({ removed: 2 }).execute();
		expect(await get(`after=${first.nextCursor}`)).toMatchObject({
			status: 410,
			error: expect.stringMatching(/no longer kept.*after=start/) as string,
		});
		for (const [query, said] of [
			['after=', 'after: This is no nextCursor'],
			['after=x', 'after: This is no nextCursor'],
			['after=start&email=a@b', 'email: the feed does not take it'],
			['after=start&cursor=WzEsImEiXQ', 'cursor: the feed does not take it'],
			['after=start&items=true&limit=51', 'limit: with items, at most 50'],
			['items=true', 'items: only the feed'],
		] as const) {
			const { status, error } = await get(query);
			expect([query, status, error]).toEqual([query, 400, expect.stringContaining(said)]);
		}
	});

	it('shows a reader each event exactly once and in order, whatever else happens', async () => {
		type Step = ['store', number] | ['read', number] | ['restart'] | ['expire', number] | ['both'];
		const step: fc.Arbitrary<Step> = fc.oneof(
			{
				weight: 4,
				arbitrary: fc.tuple(fc.constant('store' as const), fc.integer({ min: 1, max: 4 })),
			},
			{
				weight: 4,
				arbitrary: fc.tuple(fc.constant('read' as const), fc.integer({ min: 1, max: 5 })),
			},
			{ weight: 1, arbitrary: fc.constant<Step>(['restart']) },
			{
				weight: 1,
				arbitrary: fc.tuple(fc.constant('expire' as const), fc.integer({ min: 1, max: 14 })),
			},
			{ weight: 2, arbitrary: fc.constant<Step>(['both']) },
		);
		let n = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
				let opened = await database().open();
				const other = await database().open();
				let cursor = (await page('now', 1, opened)).next;
				const stored: string[] = [];
				const seen: string[] = [];
				/** Since a place was lost. */
				const read: string[] = [];
				const readOn = async (limit: number) => {
					try {
						const { ids, next } = await page(feedCursorOf(cursorText(cursor))!, limit, opened);
						seen.push(...ids);
						read.push(...ids);
						cursor = next;
					} catch (error) {
						if (!(error instanceof LostPlace)) throw error;
						const kept = new Set(
							(await opened.db.selectFrom('event').select('id').execute()).map(({ id }) => id),
						);
						const missed = stored.filter((id) => !seen.includes(id));
						// Told only where something is really gone.
						expect(missed.some((id) => !kept.has(id))).toBe(true);
						cursor = (await page('now', 1, opened)).next;
						seen.push(...missed);
						read.length = 0;
					}
				};
				for (const [kind, count] of steps) {
					if (kind === 'store') {
						for (let each = 0; each < count; each += 1)
							stored.push(await store(`o${(n += 1)}`, opened));
					}
					if (kind === 'read') await readOn(count);
					if (kind === 'restart') opened = await database().open();
					if (kind === 'expire') {
						clock.advance(count * 24 * 3_600_000);
						await deleteExpired(opened, clock.now());
					}
					if (kind === 'both') {
						const [one, two] = [`o${(n += 1)}`, `o${(n += 1)}`];
						const [, ...ids] = await Promise.all([
							readOn(2),
							store(one, opened),
							store(two, other),
						]);
						stored.push(...ids);
					}
				}
				for (let left = -1; left !== seen.length; ) {
					left = seen.length;
					await readOn(3);
				}
				expect([...seen].sort()).toEqual([...stored].sort());
				expect(new Set(seen).size).toBe(seen.length);
				// Those of `both` were stored at the same time.
				const place = new Map(stored.map((id, index) => [id, index]));
				const places = read.map((id) => place.get(id)!);
				for (const [index, at] of places.entries()) {
					for (const before of places.slice(0, index)) expect(before).toBeLessThan(at + 2);
				}
			}),
			{ numRuns: 15 },
		);
	}, 120_000);
});
