import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import pg from 'pg';
import { continuingKey } from '../../engine/deliveries/runKeys.ts';
import { createStatusOfRun } from '../../n8n/runs/statusOfRun.ts';

/** As far as it is looked at. */
const COLUMNS =
	'status varchar, mode varchar, "startedAt" varchar, "workflowId" varchar, "deduplicationKey" varchar, "retryOf" varchar, "deletedAt" varchar';
const CRASHED = { id: '1', status: 'crashed', isOvertaken: false };
const NOT_OVERTAKEN = { status: 'new', isOvertaken: false };
const NEW = { ...NOT_OVERTAKEN, id: '3' };
/** The runs that have continued the first one; one more has ended, and n8n was not to keep how. */
const RETRIES = `insert into my_execution_entity (id, status, mode, "workflowId", "retryOf", "deletedAt") values
	(101, 'error', 'retry', 'w1', '1', null), (102, 'success', 'retry', 'w1', '1', null),
	(103, 'running', 'retry', 'w1', '102', '2026-01-01')`;
const UNKEPT = { id: '103', status: 'unkept', isOvertaken: false };
const CONTINUED = { id: '102', status: 'success', isOvertaken: false };
/** A run that a trigger has started, and that has begun but for a new one. */
const run = (status: string, key: string | null, { mode = 'trigger', workflowId = 'w1' } = {}) =>
	`('${status}', '${mode}', ${status === 'new' ? 'null' : "'2026-01-01'"}, '${workflowId}', ${key === null ? 'null' : `'${key}'`})`;
const INTO = '(status, mode, "startedAt", "workflowId", "deduplicationKey") values';

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
			`create table ${quoted}.my_execution_entity (id serial primary key, ${COLUMNS})`,
		);
		await client.query(
			`insert into ${quoted}.my_execution_entity ${INTO} ${run('crashed', 'commerce-1')}, ${run('success', null)}`,
		);
	});
	afterAll(async () => {
		await client.query(`drop schema ${quoted} cascade`);
		await client.end();
	});

	it('is found by its key, in the schema and with the prefix that n8n was given', async () => {
		expect(await statusIn(env, 'commerce-1')).toEqual(CRASHED);
		expect(await statusIn(env, `commerce-1' or '1'='1`)).toBeNull();
	});

	it('is found by the run that it continues, the last one', async () => {
		expect(await statusIn(env, continuingKey('1'))).toBeNull();
		await client.query(RETRIES.replace('my_execution_entity', `${quoted}.my_execution_entity`));
		expect(await statusIn(env, continuingKey('1', 3))).toEqual(CONTINUED);
		expect(await statusIn(env, continuingKey('102'))).toEqual(UNKEPT);
		expect(await statusIn(env, continuingKey('2'))).toBeNull();
		expect(await statusIn(env, continuingKey(`1' or '1'='1`))).toBeNull();
	});

	it('is unknown, and no error, where n8n keeps its executions differently', async () => {
		expect(await statusIn({ ...env, DB_TABLE_PREFIX: '' }, 'commerce-1')).toBeNull();
		expect(await statusIn({ ...env, DB_POSTGRESDB_SCHEMA: 'other' }, 'commerce-1')).toBeNull();
	});

	it('is overtaken when a run of a trigger that was created later has ended, and it is still new', async () => {
		const insert = async (...rows: string[]) =>
			await client.query(`insert into ${quoted}.my_execution_entity ${INTO} ${rows.join(', ')}`);
		await insert(run('success', null), run('new', 'late'), run('new', null));
		await insert(run('success', null, { mode: 'manual' }), run('running', null));
		expect(await statusIn(env, 'late')).toMatchObject(NOT_OVERTAKEN);
		await insert(run('success', null, { workflowId: 'w2' }));
		expect(await statusIn(env, 'late')).toMatchObject({ status: 'new', isOvertaken: true });
		// The other workflow may have a pool of workers of its own.
		const pools = { ...env, N8N_WORKER_POOLS_ENABLED: 'true' };
		expect(await statusIn(pools, 'late')).toMatchObject(NOT_OVERTAKEN);
		await insert(run('error', null));
		expect(await statusIn(pools, 'late')).toMatchObject({ status: 'new', isOvertaken: true });
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
		database.exec(`create table my_execution_entity (id integer primary key, ${COLUMNS});
			insert into my_execution_entity ${INTO} ${run('crashed', 'commerce-1')}, ${run('success', null)}, ${run('new', 'late')}`);
	});
	afterEach(async () => {
		database.close();
		await rm(folder, { recursive: true, force: true });
	});
	const env = { DB_SQLITE_DATABASE: 'n8n.sqlite', DB_TABLE_PREFIX: 'my_' };

	it('is found by its key, in the file and with the prefix that n8n was given', async () => {
		expect(await statusIn(env, 'commerce-1')).toEqual(CRASHED);
		expect(await statusIn(env, `commerce-1' or '1'='1`)).toBeNull();
	});

	it('is found by the run that it continues, the last one', async () => {
		expect(await statusIn(env, continuingKey('1'))).toBeNull();
		database.exec(RETRIES);
		expect(await statusIn(env, continuingKey('1', 3))).toEqual(CONTINUED);
		expect(await statusIn(env, continuingKey('102'))).toEqual(UNKEPT);
		expect(await statusIn(env, continuingKey('2'))).toBeNull();
	});

	it('is unknown, and no error, where n8n keeps its executions differently', async () => {
		expect(await statusIn({ ...env, DB_TABLE_PREFIX: '' }, 'commerce-1')).toBeNull();
		expect(await statusIn({ DB_TABLE_PREFIX: 'my_' }, 'commerce-1')).toBeNull();
		expect(await statusIn(env, 'commerce-1', join(folder, 'nowhere'))).toBeNull();
	});

	it('is looked up for many runs in one', async () => {
		const { statusOfRun } = createStatusOfRun(env, folder);
		const keys = Array.from({ length: 1_000 }, (_, index) =>
			index === 900 ? 'late' : `k${index}`,
		);
		const startedAt = performance.now();
		const found = await Promise.all(keys.map(statusOfRun));
		expect(found.filter((record) => record !== null)).toEqual([NEW]);
		// One process for each of them would take half a minute.
		expect(performance.now() - startedAt).toBeLessThan(5_000);
	});

	it('is read without letting go of the locks that n8n has on that file', async () => {
		const file = join(folder, 'n8n.sqlite');
		const n8n = await openAsN8n(file);
		await n8n.run('pragma journal_mode = wal');
		await n8n.run('begin immediate');
		await n8n.run(`insert into my_execution_entity ${INTO} ${run('running', 'commerce-2')}`);
		expect(await writeFromOutside(file)).toContain('locked');
		expect(await statusIn(env, 'commerce-1')).toEqual(CRASHED);
		expect(await writeFromOutside(file)).toContain('locked');
		await n8n.run('commit');
		expect(await statusIn(env, 'commerce-2')).toMatchObject({ status: 'running' });
		await n8n.close();
	});

	it('is read by another process where the one that read before was killed', async () => {
		expect(await statusIn(env, 'commerce-1')).toEqual(CRASHED);
		const ours = ['-P', String(process.pid), '-f', 'DatabaseSync'];
		const before = (await promisify(execFile)('pgrep', ours)).stdout.trim().split('\n');
		expect(before).toHaveLength(1);
		process.kill(Number(before[0]), 'SIGSTOP');
		const asked = statusIn(env, 'commerce-1');
		process.kill(Number(before[0]), 'SIGKILL');
		await expect(asked).rejects.toThrow('has ended');
		expect(await statusIn(env, 'commerce-1')).toEqual(CRASHED);
	});

	it('is an error to be tried again while somebody else has the file for himself', async () => {
		database.exec('begin exclusive');
		await expect(statusIn(env, 'commerce-1')).rejects.toThrow(/locked/);
		database.exec('rollback');
		expect(await statusIn(env, 'commerce-1')).toEqual(CRASHED);
	});
});

/** n8n's own copy of SQLite, which is another one than Node.js has. */
async function openAsN8n(file: string) {
	const load = createRequire(join(process.env.COMMERCE_RUNTIME_DIR!, 'package.json'));
	type Done = (error: Error | null) => void;
	type Database = { run(text: string, done: Done): void; close(done: Done): void };
	const { Database } = load('sqlite3') as { Database: new (file: string, done: Done) => Database };
	const asPromise = async (work: (done: Done) => void) =>
		await new Promise<void>((resolve, reject) =>
			work((error) => (error ? reject(error) : resolve())),
		);
	let opened!: Database;
	await asPromise((done) => (opened = new Database(file, done)));
	return {
		run: async (text: string) => await asPromise((done) => opened.run(text, done)),
		close: async () => await asPromise((done) => opened.close(done)),
	};
}

/** What SQLite says to another process that wants to write. */
async function writeFromOutside(file: string): Promise<string> {
	const script = `const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(${JSON.stringify(file)}, { timeout: 0 });
		try { database.exec('begin immediate'); console.log('may write'); }
		catch (error) { console.log(error.message); }`;
	const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
	return stdout;
}
