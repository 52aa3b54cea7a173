import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import type { StateLocation } from '../../engine/state/stateLocation.ts';

/** A place for a state database of its own. */
export type TestDatabase = {
	readonly location: StateLocation;
	/** Opens it, once more each time it is called; all are closed after the test. */
	open(): Promise<OpenDatabase>;
	remove(): Promise<void>;
};

const DIALECTS = { sqlite: sqliteDatabase, postgres: postgresDatabase };

/** Runs a suite over every state dialect; each test has an empty database. */
export function eachDialect(name: string, suite: (database: () => TestDatabase) => void): void {
	for (const [dialect, make] of Object.entries(DIALECTS)) {
		describe(`${name} (${dialect})`, () => {
			let current: TestDatabase;
			beforeEach(async () => {
				current = await make();
			});
			suite(() => current);
			// Jest calls these in the order in which they are given: what a suite stops at its end may still need the database.
			afterEach(async () => {
				await current.remove();
			});
		});
	}
}

async function sqliteDatabase(): Promise<TestDatabase> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-state-'));
	return opener({ kind: 'sqlite', file: join(folder, 'commerce.sqlite') }, async () => {
		await rm(folder, { recursive: true, force: true });
	});
}

async function postgresDatabase(): Promise<TestDatabase> {
	const url = process.env.COMMERCE_TEST_POSTGRES_URL!;
	const schema = `test_${randomUUID().replaceAll('-', '')}`;
	return opener({ kind: 'postgres', connectionString: `${url}/postgres`, schema }, async () => {
		const client = new pg.Client(`${url}/postgres`);
		await client.connect();
		await client.query(`drop schema if exists ${schema} cascade`);
		await client.end();
	});
}

function opener(location: StateLocation, drop: () => Promise<void>): TestDatabase {
	const opened: OpenDatabase[] = [];
	return {
		location,
		async open() {
			const database = await openState(location, Date.now());
			opened.push(database);
			return database;
		},
		async remove() {
			for (const database of opened) await database.close();
			await drop();
		},
	};
}
