import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';

/** How long a writer waits for another process's transaction. */
const BUSY_LIMIT_MS = 5_000;
const BUSY_RETRY_MS = 5;

/** Statements kept prepared. The package has about 60 different ones; more are of changing list length. */
const MAX_CACHED_STATEMENTS = 200;

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * A kysely driver over Node's own SQLite: one connection, one transaction at a time.
 *
 * It waits for other processes without stopping this one: SQLite's own busy timeout sleeps, and n8n with it.
 */
export function nodeSqliteDriver(database: DatabaseSync): Driver {
	const connection = sqliteConnection(database);
	let isFree: Promise<void> = Promise.resolve();
	let release = () => {};
	const run = async (text: string) => {
		await connection.executeQuery(CompiledQuery.raw(text));
	};
	return {
		init: async () => {},
		async acquireConnection() {
			const mine = Promise.withResolvers<void>();
			const before = isFree;
			isFree = mine.promise;
			await before;
			release = mine.resolve;
			return connection;
		},
		releaseConnection: async () => release(),
		// One that reads first and then writes is refused at once when another process wrote in between;
		// asking for the write lock first waits for it.
		beginTransaction: async () => await run('begin immediate'),
		commitTransaction: async () => await run('commit'),
		rollbackTransaction: async () => await run('rollback'),
		destroy: async () => database.close(),
	};
}

function sqliteConnection(database: DatabaseSync): DatabaseConnection {
	const statements = new Map<string, StatementSync>();
	const prepare = (text: string): StatementSync => {
		const cached = statements.get(text);
		if (cached) return cached;
		if (statements.size >= MAX_CACHED_STATEMENTS) statements.clear();
		const statement = database.prepare(text);
		statements.set(text, statement);
		return statement;
	};
	const execute = <R>({ sql, parameters }: CompiledQuery): QueryResult<R> => {
		const statement = prepare(sql);
		const values = parameters as SQLInputValue[];
		if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
		const { changes, lastInsertRowid } = statement.run(...values);
		return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
	};
	return {
		async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
			for (let waitedMs = 0; ; waitedMs += BUSY_RETRY_MS) {
				try {
					return execute<R>(query);
				} catch (error) {
					if (!isBusy(error) || waitedMs >= BUSY_LIMIT_MS) throw error;
					await setTimeout(BUSY_RETRY_MS);
				}
			}
		},
		// eslint-disable-next-line require-yield
		async *streamQuery() {
			throw new Error('Queries of the state database are not streamed.');
		},
	};
}

function isBusy(error: unknown): boolean {
	const code = (error as { errcode?: unknown }).errcode;
	return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY;
}
