import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialects/dialect.ts';

/**
 * The place of each event in the feed of its space. An event gets it after it was stored: one that is stored by a
 * transaction that takes longer would else come before what has been read.
 */
export async function eventFeed(db: Kysely<never>, { name }: Dialect): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('event_feed')
		.addColumn('space', 'text', (column) => column.primaryKey())
		.addColumn('last', 'bigint', (column) => column.notNull())
		.addColumn('removed', 'bigint', (column) => column.notNull())
		.execute();
	await schema.alterTable('event').addColumn('feed_number', 'bigint').execute();
	await schema.createIndex('event_by_feed').on('event').columns(['space', 'feed_number']).execute();
	if (name === 'sqlite') return;
	// SQLite numbers the rows of a table by itself. What is there already is in the order in which it was received.
	await sql`create sequence event_stored`.execute(db);
	await sql`alter table event add column stored bigint`.execute(db);
	await sql`alter table event alter column stored set default nextval('event_stored')`.execute(db);
	await sql`create index event_unnumbered on event (space, stored nulls first, received_at, id) where feed_number is null`.execute(
		db,
	);
}
