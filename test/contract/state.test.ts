import { sql } from 'kysely';
import { migrate } from '../../engine/state/migrate.ts';
import { MIGRATIONS, type Migration } from '../../engine/state/migrations/migrations.ts';
import { openState } from '../../engine/state/openState.ts';
import { eachDialect } from '../support/eachDialect.ts';

const APPLIED = MIGRATIONS.map((_, index) => ({ version: index + 1 }));

eachDialect('the state database', (database) => {
	it('is made once by two processes that start at the same time', async () => {
		const [one, other] = await Promise.all([database().open(), database().open()]);
		const versions = await one.db.selectFrom('schemaVersion').select('version').execute();
		expect(versions).toEqual(APPLIED);
		await other.db.insertInto('sentAction').values({ key: 'k', eventId: 'e', sentAt: 1 }).execute();
		expect(await one.db.selectFrom('sentAction').selectAll().execute()).toMatchObject([
			{ key: 'k', eventId: 'e', sentAt: 1 },
		]);
	});

	it('applies each further version once, whoever comes first', async () => {
		const one = await database().open();
		const other = await database().open();
		const further: Migration = async (db) => {
			await sql`create table further (id integer primary key)`.execute(db);
		};
		await Promise.all(
			[one, other].map(async (each) => await migrate(each, 2, [...MIGRATIONS, further])),
		);
		expect(
			await one.db.selectFrom('schemaVersion').select('version').orderBy('version').execute(),
		).toEqual([...APPLIED, { version: MIGRATIONS.length + 1 }]);
	});

	it('is left as it was when a version cannot be applied', async () => {
		const { db, ...rest } = await database().open();
		const broken: Migration = async (trx) => {
			await sql`create table half (id integer primary key)`.execute(trx);
			throw new Error('no space left');
		};
		await expect(migrate({ db, ...rest }, 2, [...MIGRATIONS, broken])).rejects.toThrow(
			'no space left',
		);
		expect(await db.selectFrom('schemaVersion').select('version').execute()).toEqual(APPLIED);
		await expect(sql`select * from half`.execute(db)).rejects.toThrow();
	});

	it('that a newer version of the package has made is refused with both versions', async () => {
		const { db } = await database().open();
		await db.insertInto('schemaVersion').values({ version: 99, appliedAt: 1 }).execute();
		await expect(openState(database().location, 2)).rejects.toThrow(/version 99.*up to \d/s);
	});

	it('gives times as numbers', async () => {
		const { db } = await database().open();
		const sentAt = Date.parse('2026-11-23T20:31:07.123Z');
		await db.insertInto('sentAction').values({ key: 'k', eventId: 'e', sentAt }).execute();
		expect(await db.selectFrom('sentAction').select('sentAt').executeTakeFirst()).toEqual({
			sentAt,
		});
	});
});
