import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import {
	CamelCasePlugin,
	Kysely,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
	sql,
} from 'kysely';
import type { Schema } from '../schema.ts';
import type { Dialect, OpenDatabase } from './dialect.ts';
import { nodeSqliteDriver } from './nodeSqliteDriver.ts';

const OPEN_TIMEOUT_MS = 5_000;

export const sqlite: Dialect = {
	name: 'sqlite',
	autoIncrementType: 'integer',
	autoIncrement: (column) => column.primaryKey().autoIncrement(),
	lockMigrations: async () => {},
	locksRows: false,
	storedOrder: sql`rowid`,
};

/**
 * Opens or makes a SQLite file with Node's own driver.
 *
 * @param file path of the database; `:memory:` for a database that nobody keeps
 * @see https://nodejs.org/api/sqlite.html
 */
export async function openSqlite(file: string): Promise<OpenDatabase> {
	const { DatabaseSync } = await import('node:sqlite');
	if (file !== ':memory:') closeToOthers(file);
	const database = new DatabaseSync(file);
	// The only statement that has to wait here and now; later the driver waits without stopping n8n.
	database.exec(
		`pragma busy_timeout = ${OPEN_TIMEOUT_MS}; pragma journal_mode = wal; pragma busy_timeout = 0`,
	);
	// 2xx means "stored": with synchronous=normal a power cut could take back what was acknowledged.
	database.exec('pragma synchronous = full');
	const db = new Kysely<Schema>({
		dialect: {
			createAdapter: () => new SqliteAdapter(),
			createDriver: () => nodeSqliteDriver(database),
			createIntrospector: (db) => new SqliteIntrospector(db),
			createQueryCompiler: () => new SqliteQueryCompiler(),
		},
		plugins: [new CamelCasePlugin()],
	});
	return { db, dialect: sqlite, notify: null, close: async () => await db.destroy() };
}

const OWNER_ONLY = 0o600;

/**
 * Lets only the owner of the file read it: it holds what customers have bought and where they live. SQLite
 * gives what it keeps beside the file the same mode. A file that is there is not opened for this: closing
 * it would drop the locks that this process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
function closeToOthers(file: string): void {
	mkdirSync(dirname(file), { recursive: true });
	ifPossible(() => closeSync(openSync(file, 'wx', OWNER_ONLY)));
	for (const name of [file, `${file}-wal`, `${file}-shm`]) {
		ifPossible(() => chmodSync(name, OWNER_ONLY));
	}
}

/** The file is there, or is not; it belongs to somebody else; the disk has no modes: SQLite tells what hurts. */
function ifPossible(task: () => void): void {
	try {
		task();
	} catch {
		// Said above.
	}
}
