import {
	CamelCasePlugin,
	Kysely,
	PostgresDialect,
	PostgresDriver,
	sql,
	type DatabaseConnection,
	type PostgresDialectConfig,
	type TransactionSettings,
} from 'kysely';
import type { PoolConfig } from 'pg';
import type { Schema } from '../schema.ts';
import type { Dialect, OpenDatabase } from './dialect.ts';
import { wakeChannel } from './wakeChannel.ts';

/** Any number that no other program on the server takes: "commerce" as digits. */
const MIGRATION_LOCK = 266_637_23;

const MAX_CONNECTIONS = 10;
const INT8_OID = 20;

export const postgres: Dialect = {
	name: 'postgres',
	autoIncrementType: 'bigserial',
	autoIncrement: (column) => column.primaryKey(),
	lockMigrations: async (trx) => {
		await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx);
	},
	locksRows: true,
	// What was stored before this was kept comes first.
	storedOrder: sql`stored nulls first, received_at, id`,
};

export type PostgresConfig = Pick<
	PoolConfig,
	'connectionString' | 'host' | 'port' | 'database' | 'user' | 'password' | 'ssl'
> & {
	/** Schema that holds the tables; made if it is not there. */
	readonly schema: string;
};

/** Sends `begin` with the first statement of a transaction: one journey to the server less. */
class PipelinedDriver extends PostgresDriver {
	readonly #begun = new WeakMap<DatabaseConnection, Promise<void>>();

	override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
		const begun = super.beginTransaction(connection, settings);
		begun.catch(() => {});
		this.#begun.set(connection, begun);
	}

	override async commitTransaction(connection: DatabaseConnection) {
		await this.#begun.get(connection);
		await super.commitTransaction(connection);
	}
}

class PipelinedPostgresDialect extends PostgresDialect {
	readonly #config: PostgresDialectConfig;

	constructor(config: PostgresDialectConfig) {
		super(config);
		this.#config = config;
	}

	override createDriver() {
		return new PipelinedDriver(this.#config);
	}
}

/** Opens a Postgres database; `pg` is loaded only here. */
export async function openPostgres(config: PostgresConfig): Promise<OpenDatabase> {
	const { default: pg } = await import('pg');
	const { schema, ...connection } = config;
	const options: PoolConfig & { readonly pipeline: boolean } = {
		...connection,
		max: MAX_CONNECTIONS,
		// Sends what `together` is given without waiting for the answer of each.
		pipeline: true,
		types: {
			// Times and counts are far below 2^53, the driver would give them as text.
			getTypeParser: ((oid: number, format?: 'text') =>
				oid === INT8_OID
					? Number
					: pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
		},
	};
	const pool = new pg.Pool(options);
	// Without a listener, an idle connection that the server closes would end the process.
	pool.on('error', () => {});
	const db = new Kysely<Schema>({
		dialect: new PipelinedPostgresDialect({ pool }),
		plugins: [new CamelCasePlugin()],
		// Each table by its schema: a pooler such as PgBouncer keeps no setting of a connection.
	}).withSchema(schema);
	const dialect: Dialect = {
		...postgres,
		async lockMigrations(trx) {
			await postgres.lockMigrations(trx);
			// For the text of migrations, and only in their transaction.
			await sql`set local search_path to ${sql.id(schema)}`.execute(trx);
		},
	};
	try {
		// Two that start at once both pass "if not exists"; the loser's error is the wanted outcome.
		await sql`create schema if not exists ${sql.id(schema)}`.execute(db);
	} catch (error) {
		const exists = await sql`select 1 from pg_namespace where nspname = ${schema}`
			.execute(db)
			.catch(() => null);
		if (!exists || exists.rows.length === 0) {
			await db.destroy();
			throw error;
		}
	}
	const notify = wakeChannel(pg, connection, schema, async (text, values) => {
		await pool.query(text, [...values]);
	});
	return { db, dialect, notify, close: async () => await db.destroy() };
}
