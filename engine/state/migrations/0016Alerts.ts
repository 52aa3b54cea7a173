import { sql, type Kysely } from 'kysely';

/** What a merchant has to know of, and what is usual for each store. */
export async function alerts(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('alert')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('subject', 'text', (column) => column.notNull())
		.addColumn('space', 'text')
		.addColumn('integration_guid', 'text')
		.addColumn('link', 'text')
		.addColumn('title', 'text', (column) => column.notNull())
		.addColumn('cause', 'text', (column) => column.notNull())
		.addColumn('next_step', 'text', (column) => column.notNull())
		.addColumn('opened_at', 'bigint', (column) => column.notNull())
		.addColumn('seen_at', 'bigint', (column) => column.notNull())
		.addColumn('ended_at', 'bigint')
		.addColumn('told_at', 'bigint')
		.addColumn('is_told', 'integer', (column) => column.notNull())
		.execute();
	for (const index of [
		sql`create unique index alert_open on alert (kind, subject) where ended_at is null`,
		sql`create index alert_ended on alert (ended_at) where ended_at is not null`,
		sql`create index alert_by_time on alert (opened_at, id)`,
		// A look asks for each workflow whether it has any.
		sql`create index delivery_dead_of on delivery (subscription_id, settled_at) where status = 'dead'`,
	]) {
		await index.execute(db);
	}
	// What the imports of a store have shown of late.
	await schema.alterTable('integration').addColumn('import_note_json', 'text').execute();
	await schema
		.createTable('store_rhythm')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('day', 'integer', (column) => column.notNull())
		.addColumn('longest_gap_ms', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('store_rhythm_pk', ['integration_guid', 'day'])
		.execute();
}
