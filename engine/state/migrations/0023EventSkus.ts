import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialects/dialect.ts';

/** What events are found by whose entities name an SKU, and how far that has been written down. */
export async function eventSkus(db: Kysely<never>, { name }: Dialect): Promise<void> {
	const { schema } = db;
	const table = schema
		.createTable('event_sku')
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('sku', 'text', (column) => column.notNull())
		.addColumn('received_at', 'bigint', (column) => column.notNull())
		.addColumn('event_id', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('event_sku_pk', ['space', 'sku', 'received_at', 'event_id']);
	// All of it is the key: beside that, SQLite would keep it once more as a table.
	await (name === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table).execute();
	await schema.createIndex('event_sku_by_event').on('event_sku').column('event_id').execute();
	await sql`insert into backfill (name) values ('event_sku/event')`.execute(db);
}
