import { sql, type Kysely } from 'kysely';

/** Who holds a trigger, which stores were removed, and which entities are about whom. */
export async function holders(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema.alterTable('subscription').addColumn('held_by', 'text').execute();
	await schema.alterTable('subscription').addColumn('seen_at', 'bigint').execute();
	// When n8n was last known to run: the last moment at which a trigger of before could have been live.
	await sql`update subscription set seen_at = coalesce(detached_at, (select max(received_at) from event), attached_at)`.execute(
		db,
	);
	await sql`update subscription set seen_at = attached_at where seen_at < attached_at`.execute(db);

	await schema
		.createTable('removed_store')
		.addColumn('integration_guid', 'text', (column) => column.primaryKey())
		.addColumn('removed_at', 'bigint', (column) => column.notNull())
		.execute();

	await schema
		.createTable('person_ref')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('ref', 'text', (column) => column.notNull())
		.addColumn('entity_type', 'text', (column) => column.notNull())
		.addColumn('entity_id', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('person_ref_pk', [
			'integration_guid',
			'ref',
			'entity_type',
			'entity_id',
		])
		.execute();
	await schema
		.createIndex('person_ref_by_entity')
		.on('person_ref')
		.columns(['integration_guid', 'entity_type', 'entity_id'])
		.execute();
	await schema
		.createIndex('event_by_entity')
		.on('event')
		.columns(['integration_guid', 'entity_type', 'entity_id'])
		.execute();

	// Rows of before are filled in by slices while n8n runs: reading them all here would hold its start up.
	await schema
		.createTable('backfill')
		.addColumn('name', 'text', (column) => column.primaryKey())
		.addColumn('position', 'text')
		.addColumn('done_at', 'bigint')
		.execute();
	await sql`insert into backfill (name) values ('person_ref/snapshot'), ('person_ref/event')`.execute(
		db,
	);
}
