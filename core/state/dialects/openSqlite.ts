import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
	CamelCasePlugin,
	Kysely,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
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
};

/**
 * Opens or makes a SQLite file with Node's own driver.
 *
 * @param file path of the database; `:memory:` for a database that nobody keeps
 * @see https://nodejs.org/api/sqlite.html
 */
export async function openSqlite(file: string): Promise<OpenDatabase> {
	const { DatabaseSync } = await import('node:sqlite');
	if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
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
