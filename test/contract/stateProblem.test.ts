import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openState } from '../../engine/state/openState.ts';
import type { StateLocation } from '../../engine/state/stateLocation.ts';

/** What is said of a database that cannot be used. */
const problemOf = async (location: StateLocation): Promise<string> => {
	const opened = await openState(location, 1).catch((error: Error) => error);
	if (opened instanceof Error) return opened.message;
	await opened.close();
	throw new Error('It could be used.');
};

describe('a SQLite file that cannot be used is named, with the cause and the variable to set', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-state-'));
		await writeFile(join(folder, 'notes.txt'), 'No database at all. '.repeat(100));
	});
	afterAll(async () => await rm(folder, { recursive: true, force: true }));

	it.each([
		['not a database', 'notes.txt', 'it is not a SQLite database'],
		['in a folder that is a file', 'notes.txt/commerce.sqlite', 'folder'],
		['a folder', '.', 'it cannot be opened or made'],
	])('%s', async (_, name, cause) => {
		const file = join(folder, name);
		const problem = await problemOf({ kind: 'sqlite', file });
		expect(problem).toContain(`${file}: `);
		expect(problem).toContain(cause);
		expect(problem).toContain('COMMERCE_DATABASE_URL');
		expect(problem).not.toContain('\n');
	});
});

describe('a Postgres server that cannot be used is named, with the cause and the variable to set, without its password', () => {
	const url = new URL(process.env.COMMERCE_TEST_POSTGRES_URL!);
	const database = `state_${randomUUID().replaceAll('-', '')}`;
	const user = `${database}_user`;
	const password = 'a secret of this test';
	const server = { host: url.hostname, port: Number(url.port), database, user, password };
	const admin = new pg.Client(`${url.href}/postgres`);

	beforeAll(async () => {
		await admin.connect();
		await admin.query(`create database ${database}`);
		await admin.query(`create role ${user} login password '${password}'`);
	});
	afterAll(async () => {
		await admin.query(`drop database ${database} with (force)`);
		await admin.query(`drop role ${user}`);
		await admin.end();
	}, 120_000);

	it.each([
		['without the right to make the schema', {}, 'no right to make the schema'],
		['that refuses the password', { password: 'wrong secret' }, 'refuses the password'],
		['without the database', { database: 'nowhere' }, 'no such database'],
		['that is down', { port: 1 }, 'nothing answers'],
	])('%s', async (_, change, cause) => {
		const given = { ...server, ...change };
		const own = await problemOf({ kind: 'postgres', ...given, schema: 'commerce' });
		expect(own).toContain(`${given.host}:${given.port}/${given.database} as ${user}`);
		expect(own).toContain(cause);
		expect(own).toContain('DB_POSTGRESDB_');

		const auth = `${user}:${encodeURIComponent(given.password)}`;
		const connectionString = `postgres://${auth}@${given.host}:${given.port}/${given.database}`;
		const other = await problemOf({ kind: 'postgres', connectionString, schema: 'commerce' });
		expect(other).toContain(`${given.host}:${given.port}/${given.database} as ${user}`);
		expect(other).toContain(cause);
		expect(other).toContain('COMMERCE_DATABASE_URL');
		for (const said of [own, other]) expect(said).not.toContain('secret');
	});
});
