import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as turn, setTimeout } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

/** How long a writer waits for another process's transaction. */
const BUSY_LIMIT_MS = 5_000;
const BUSY_RETRY_MS = 5;

/** Statements kept prepared. The package has about 60 different ones; more are of changing list length. */
const MAX_CACHED_STATEMENTS = 200;

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * How long others may join a group. Writing to the disk costs 1 to 20 ms, during which this thread stands
 * still: a group that lasts some times as long leaves most of the time to work.
 */
const GROUP_MS = { least: 5, most: 100, timesOfCommit: 4 } as const;

/** So many in the last group are a crowd. */
const COMPANY = 2;

const WRITES = ['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'];

/**
 * What is committed together. None of its members is told that it is stored before all of it is on the disk,
 * and none fails with another one: each is a savepoint, or a single statement.
 */
type Group = {
	readonly openedAt: number;
	members: number;
	readonly ended: Promise<void>;
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
};

/**
 * A kysely driver over Node's own SQLite: one connection, one transaction after the other. Those of one moment
 * are one transaction of SQLite: to write to the disk takes longer than all the rest.
 *
 * It waits for other processes without stopping this one: SQLite's own busy timeout sleeps, and its thread with
 * it.
 */
export function nodeSqliteDriver(database: DatabaseSync): Driver {
	const execute = executorOf(database, (error) => failWithAll(error));
	const waiting: Array<() => void> = [];
	let isTaken = false;
	let group: Group | null = null;
	let last = { endedAt: -Infinity, commitMs: 0, members: 0 };
	let onCompany = () => {};

	const run = async (sql: string) => await execute({ sql, parameters: [] });
	const take = async (): Promise<void> => {
		if (!isTaken) isTaken = true;
		else {
			await new Promise<void>((resolve) => {
				waiting.push(resolve);
				onCompany();
			});
		}
	};
	/** Lets the next one go on. The group ends when nobody else comes at this moment, or is to be expected. */
	const pass = async (): Promise<void> => {
		for (;;) {
			if (group && waiting.length === 0) await turn();
			if (group && waiting.length === 0) await company();
			if (group && (waiting.length === 0 || isOld(group))) await end(group);
			const next = waiting.shift();
			if (next) return next();
			if (group) continue;
			isTaken = false;
			return;
		}
	};
	const isOld = ({ openedAt }: Group): boolean => {
		const { least, most, timesOfCommit } = GROUP_MS;
		const mayLastMs = Math.min(most, Math.max(least, timesOfCommit * last.commitMs));
		return performance.now() - openedAt > mayLastMs;
	};
	/** Where several came of late, another one is waited for: who comes alone would wait for nobody. */
	const company = async (): Promise<void> => {
		const leftMs = last.endedAt + Math.min(GROUP_MS.most, 2 * last.commitMs) - performance.now();
		if (last.members < COMPANY || leftMs <= 0) return;
		await new Promise<void>((resolve) => {
			const timer = globalThis.setTimeout(resolve, leftMs);
			onCompany = () => {
				clearTimeout(timer);
				resolve();
			};
		});
		onCompany = () => {};
	};
	const open = async (): Promise<Group> => {
		if (group) {
			group.members += 1;
			return group;
		}
		// One that reads first and then writes is refused at once when another process wrote in between;
		// asking for the write lock first waits for it.
		await run('begin immediate');
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		promise.catch(() => {});
		return (group = { openedAt: performance.now(), members: 1, ended: promise, resolve, reject });
	};
	const end = async (ending: Group): Promise<void> => {
		const startedAt = performance.now();
		try {
			await run('commit');
			const endedAt = performance.now();
			last = { endedAt, commitMs: endedAt - startedAt, members: ending.members };
			group = null;
			ending.resolve();
		} catch (error) {
			await run('rollback').catch(() => {});
			group = null;
			ending.reject(error);
		}
	};
	/**
	 * Where the disk is full or fails, SQLite has taken back all of the group by itself. What was sent together
	 * with the statement that failed must not be written outside of it.
	 */
	const failWithAll = (error: unknown): void => {
		if (group === null || database.isTransaction !== false) return;
		group.reject(error);
		group = null;
	};

	class Connection implements DatabaseConnection {
		isMine = true;
		/** Of the transaction that is open on this connection. */
		member: Group | null = null;

		async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
			if (this.member) {
				if (this.member !== group) await this.member.ended;
				return await execute<R>(query);
			}
			if (!this.isMine) await take();
			this.isMine = true;
			try {
				const { kind } = query.query;
				if (WRITES.includes(kind)) await open();
				else if (group && kind !== 'SelectQueryNode') await end(group);
				const joined = group;
				const result = await execute<R>(query);
				this.leave();
				// Also what was only read may be of others that are not on the disk yet.
				await joined?.ended;
				return result;
			} finally {
				this.leave();
			}
		}

		leave(): void {
			if (!this.isMine) return;
			this.isMine = false;
			void pass();
		}

		async begin(): Promise<void> {
			const joined = await open();
			await run('savepoint member');
			this.member = joined;
		}

		async end(isGood: boolean): Promise<void> {
			const joined = this.member;
			this.member = null;
			if (joined === null) return;
			if (joined === group) {
				if (!isGood) await run('rollback to member');
				await run('release member');
			}
			this.leave();
			await joined.ended.catch((error: unknown) => {
				if (isGood) throw error;
			});
		}

		// eslint-disable-next-line require-yield
		async *streamQuery(): AsyncGenerator<never> {
			throw new Error('Queries of the state database are not streamed.');
		}
	}

	return {
		init: async () => {},
		async acquireConnection() {
			await take();
			return new Connection();
		},
		releaseConnection: async (connection) => (connection as Connection).leave(),
		beginTransaction: async (connection) => await (connection as Connection).begin(),
		commitTransaction: async (connection) => await (connection as Connection).end(true),
		rollbackTransaction: async (connection) => await (connection as Connection).end(false),
		async destroy() {
			await take();
			if (group) await end(group);
			database.close();
			// Who comes too late is told so.
			void pass();
		},
	};
}

type Execute = <R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>) => Promise<QueryResult<R>>;

/** @param onFailure told before any other statement runs */
function executorOf(database: DatabaseSync, onFailure: (error: unknown) => void): Execute {
	const prepared = new Map<string, { statement: StatementSync; givesRows: boolean }>();
	const prepare = (text: string) => {
		const cached = prepared.get(text);
		if (cached) return cached;
		if (prepared.size >= MAX_CACHED_STATEMENTS) prepared.clear();
		const statement = database.prepare(text);
		const made = { statement, givesRows: statement.columns().length > 0 };
		prepared.set(text, made);
		return made;
	};
	const execute = <R>(text: string, values: SQLInputValue[]): QueryResult<R> => {
		const { statement, givesRows } = prepare(text);
		if (givesRows) return { rows: statement.all(...values) as R[] };
		const { changes, lastInsertRowid } = statement.run(...values);
		return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
	};
	return async ({ sql, parameters }) => {
		for (let waitedMs = 0; ; waitedMs += BUSY_RETRY_MS) {
			try {
				return execute(sql, parameters as SQLInputValue[]);
			} catch (error) {
				if (!isBusy(error) || waitedMs >= BUSY_LIMIT_MS) {
					onFailure(error);
					throw error;
				}
				await setTimeout(BUSY_RETRY_MS);
			}
		}
	};
}

function isBusy(error: unknown): boolean {
	const code = (error as { errcode?: unknown }).errcode;
	return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY;
}
