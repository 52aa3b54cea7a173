import type { ColumnDefinitionBuilder, Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** What differs between the two databases: everything else is blind to it. */
export type Dialect = {
	readonly name: 'sqlite' | 'postgres';
	readonly autoIncrementType: 'integer' | 'bigserial';
	autoIncrement(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
	/** Makes a second process wait until this transaction has ended. */
	lockMigrations(trx: Transaction<Schema>): Promise<void>;
	/** Whether rows must be locked one by one; SQLite has one writer at a time. */
	readonly locksRows: boolean;
	/** By which events are sorted in the order in which they were stored. */
	readonly storedOrder: RawBuilder<unknown>;
};

/** An open database of one of the two kinds. */
export type OpenDatabase = {
	readonly db: Kysely<Schema>;
	readonly dialect: Dialect;
	/** Tells other processes that deliveries are waiting; only a hint. Absent: there are no others. */
	readonly notify: WakeChannel | null;
	close(): Promise<void>;
};

/** How processes wake each other. Losing a message costs one polling interval and nothing else. */
export type WakeChannel = {
	send(): Promise<void>;
	/** @returns how to stop listening */
	listen(onWake: () => void): Promise<() => Promise<void>>;
};
