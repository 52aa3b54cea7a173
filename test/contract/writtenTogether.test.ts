import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { CompiledQuery, sql } from 'kysely';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { nodeSqliteDriver } from '../../engine/state/dialects/nodeSqliteDriver.ts';
import { openState } from '../../engine/state/openState.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { statementsOf } from '../support/statementsOf.ts';
import { changeOrder, connect, subscribe, testClock, testInbox } from '../support/testInbox.ts';

const MESSAGES = 20;
/** How long a slow disk takes. */
const DISK_MS = 20;
/** How often somebody comes alone. */
const ALONE = 5;

eachDialect('messages of one moment', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	const clock = testClock();

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		await subscribe(state, clock, { includeRaw: true });
	});

	const ofOneMoment = async (tell: (index: number) => Promise<unknown>) =>
		await Promise.allSettled(
			Array.from({ length: MESSAGES }, async (_, index) => await tell(index)),
		);
	const stored = async () =>
		(await state.db.selectFrom('event').select('entityId').execute())
			.map(({ entityId }) => entityId)
			.sort();

	it('are written to the disk together', async () => {
		const statements = await statementsOf(
			async () => await ofOneMoment(async (index) => await changeOrder(inbox, `o${index}`)),
		);
		const commits = statements.filter(({ text }) => text === 'commit');
		expect(await stored()).toHaveLength(MESSAGES);
		expect(commits.length).toBeLessThan(MESSAGES / 2);
	});

	it('fail alone: one that cannot be stored takes no other with it, and leaves nothing', async () => {
		// JSON has no such number.
		const tell = async (index: number) =>
			await changeOrder(inbox, `o${index}`, {}, { payload: index === 7 ? 1n : { id: index } });
		const outcomes = await ofOneMoment(tell);
		expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
			Array.from({ length: MESSAGES }, (_, index) => index !== 7),
		);
		expect(await stored()).toEqual(
			Array.from({ length: MESSAGES }, (_, index) => `o${index}`)
				.filter((id) => id !== 'o7')
				.sort(),
		);
		const receipts = await state.db.selectFrom('receipt').selectAll().execute();
		expect(receipts).toHaveLength(MESSAGES - 1);
	});

	it('are repetitions of one another where they are the same', async () => {
		const receiptKey = randomUUID();
		await ofOneMoment(async () => await changeOrder(inbox, 'a', {}, { receiptKey }));
		expect(await stored()).toEqual(['a']);
	});

	it('about one order make their events in the order in which they came', async () => {
		await ofOneMoment(async (index) => await changeOrder(inbox, 'a', { total: index + 1 }));
		const events = await state.db
			.selectFrom('event')
			.innerJoin('delivery', 'delivery.eventId', 'event.id')
			.select('entityJson')
			.orderBy('seq')
			.execute();
		expect(
			events.map(({ entityJson }) => (JSON.parse(entityJson) as { total: number }).total),
		).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 1));
	});
});

describe('a SQLite file', () => {
	const clock = testClock();
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-file-'));
	});
	afterEach(async () => {
		await rm(folder, { recursive: true, force: true });
	});
	const one = async () => {
		const file = join(folder, 'commerce.sqlite');
		const state = await openState({ kind: 'sqlite', file }, clock.now());
		await connect(state, clock);
		return { state, inbox: testInbox(state, clock), file };
	};

	it('holds each message before it is answered, also where several are written together', async () => {
		const { state, inbox, file } = await one();
		const other = new DatabaseSync(file, { readOnly: true });
		const count = other.prepare('select count(*) as n from event where entity_id = ?');
		const seen = await Promise.all(
			Array.from({ length: MESSAGES }, async (_, index) => {
				await changeOrder(inbox, `o${index}`);
				return count.get(`o${index}`)!.n;
			}),
		);
		expect(seen).toEqual(Array.from({ length: MESSAGES }, () => 1));
		other.close();
		await state.close();
	});

	it('that is full refuses all that it does not hold, and holds all that it does not refuse', async () => {
		const { state, inbox } = await one();
		const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(state.db);
		await sql`pragma max_page_count = ${sql.lit(Object.values(rows[0]!)[0]! + 20)}`.execute(
			state.db,
		);
		const outcomes = await Promise.allSettled(
			Array.from({ length: 100 }, async (_, index) => {
				await changeOrder(inbox, `o${index}`, { note: 'x'.repeat(3_000) });
				return `o${index}`;
			}),
		);
		const said = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
		expect(said.length).toBeLessThan(100);
		const held = await state.db.selectFrom('event').select('entityId').execute();
		expect(held.map(({ entityId }) => entityId).sort()).toEqual(said.sort());
		await state.close();
	});

	it('is written to once for all who come while the disk recovers, and at once for who comes alone', async () => {
		const slow = new DatabaseSync(join(folder, 'slow.sqlite'));
		const commits: number[] = [];
		const prepare = slow.prepare.bind(slow);
		slow.prepare = (text) => {
			const statement = prepare(text);
			if (text !== 'commit') return statement;
			const run = statement.run.bind(statement);
			statement.run = () => {
				const startedAt = performance.now();
				while (performance.now() - startedAt < DISK_MS);
				commits.push(performance.now());
				return run();
			};
			return statement;
		};
		const driver = nodeSqliteDriver(slow);
		const write = async () => {
			const connection = await driver.acquireConnection();
			await driver.beginTransaction(connection, {});
			await connection.executeQuery(CompiledQuery.raw('insert into written values (1)'));
			await driver.commitTransaction(connection);
		};
		slow.exec('create table written (one)');

		await write();
		// The quickest of some: other tests may have the processor for a while.
		const alone: number[] = [];
		for (let round = 0; round < ALONE; round += 1) {
			const askedAt = performance.now();
			await write();
			alone.push(commits.at(-1)! - askedAt);
		}
		expect(Math.min(...alone)).toBeLessThan(2 * DISK_MS);

		commits.length = 0;
		const rounds = 5;
		// Each comes some turns after the one before: never two at the same moment.
		const writer = async (_: unknown, index: number) => {
			for (let round = 0; round < rounds; round += 1) {
				for (let turns = 0; turns < 3 * index; turns += 1) await turn();
				await write();
			}
		};
		await Promise.all(Array.from({ length: MESSAGES }, writer));
		expect(slow.prepare('select count(*) as n from written').get()!.n).toBe(
			1 + ALONE + rounds * MESSAGES,
		);
		expect(commits.length).toBeLessThan((rounds * MESSAGES) / 4);
		await driver.destroy();
	});
});
