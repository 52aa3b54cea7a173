import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { createStatusOfRun } from '../../core/n8nRuns/statusOfRun.ts';

describe('how n8n remembers a run, in its own Postgres', () => {
	const { hostname, port, username, password } = new URL(process.env.COMMERCE_TEST_POSTGRES_URL!);
	const schema = 'n8n of "somebody"';
	const env = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: hostname,
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_USER: username,
		DB_POSTGRESDB_PASSWORD: password,
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_SCHEMA: schema,
		DB_TABLE_PREFIX: 'my_',
	};
	const client = new pg.Client(`${process.env.COMMERCE_TEST_POSTGRES_URL}/postgres`);
	const quoted = client.escapeIdentifier(schema);
	const statusIn = async (given: Record<string, string>, key: string) => {
		const { statusOfRun, close } = createStatusOfRun(given, tmpdir());
		try {
			return await statusOfRun(key);
		} finally {
			await close();
		}
	};

	beforeAll(async () => {
		await client.connect();
		await client.query(`create schema ${quoted}`);
		await client.query(
			`create table ${quoted}.my_execution_entity (id serial, status varchar, "deduplicationKey" varchar)`,
		);
		await client.query(
			`insert into ${quoted}.my_execution_entity (status, "deduplicationKey") values ('crashed', 'commerce-1'), ('success', null)`,
		);
	});
	afterAll(async () => {
		await client.query(`drop schema ${quoted} cascade`);
		await client.end();
	});

	it('is found by its key, in the schema and with the prefix that n8n was given', async () => {
		expect(await statusIn(env, 'commerce-1')).toBe('crashed');
		expect(await statusIn(env, `commerce-1' or '1'='1`)).toBeNull();
	});

	it('is unknown, and no error, where n8n keeps its executions differently', async () => {
		expect(await statusIn({ ...env, DB_TABLE_PREFIX: '' }, 'commerce-1')).toBeNull();
		expect(await statusIn({ ...env, DB_POSTGRESDB_SCHEMA: 'other' }, 'commerce-1')).toBeNull();
	});

	it('is an error to be tried again while the database is away', async () => {
		await expect(statusIn({ ...env, DB_POSTGRESDB_PORT: '1' }, 'commerce-1')).rejects.toMatchObject(
			{ code: 'ECONNREFUSED' },
		);
	});
});

describe('how n8n remembers a run, in its own SQLite file', () => {
	let folder: string;
	let database: DatabaseSync;
	const statusIn = async (env: Record<string, string>, key: string, userFolder = folder) =>
		await createStatusOfRun(env, userFolder).statusOfRun(key);

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-n8n-'));
		database = new DatabaseSync(join(folder, 'n8n.sqlite'));
		database.exec(`create table my_execution_entity (id integer, status text, "deduplicationKey" text);
			insert into my_execution_entity values (1, 'crashed', 'commerce-1'), (2, 'success', null)`);
	});
	afterEach(async () => {
		database.close();
		await rm(folder, { recursive: true, force: true });
	});
	const env = { DB_SQLITE_DATABASE: 'n8n.sqlite', DB_TABLE_PREFIX: 'my_' };

	it('is found by its key, in the file and with the prefix that n8n was given', async () => {
		expect(await statusIn(env, 'commerce-1')).toBe('crashed');
		expect(await statusIn(env, `commerce-1' or '1'='1`)).toBeNull();
	});

	it('is unknown, and no error, where n8n keeps its executions differently', async () => {
		expect(await statusIn({ ...env, DB_TABLE_PREFIX: '' }, 'commerce-1')).toBeNull();
		expect(await statusIn({ DB_TABLE_PREFIX: 'my_' }, 'commerce-1')).toBeNull();
		expect(await statusIn(env, 'commerce-1', join(folder, 'nowhere'))).toBeNull();
	});

	it('is an error to be tried again while somebody else has the file for himself', async () => {
		database.exec('begin exclusive');
		await expect(statusIn(env, 'commerce-1')).rejects.toThrow(/locked/);
		database.exec('rollback');
		expect(await statusIn(env, 'commerce-1')).toBe('crashed');
	});
});
