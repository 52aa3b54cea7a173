import { sql, type Kysely } from 'kysely';

/** What the REST API has to remember of what it makes in n8n, and whether a store could be connected. */
export async function restApi(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('provision')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('subject', 'text', (column) => column.notNull())
		.addColumn('marker', 'text', (column) => column.notNull())
		.addColumn('credential_type', 'text')
		.addColumn('credential_name', 'text')
		.addColumn('credential_id', 'text')
		.addColumn('workflow_id', 'text')
		.addColumn('owned_by', 'text', (column) => column.notNull())
		.addColumn('lease_until', 'bigint', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('finished_at', 'bigint')
		.execute();
	// Of one subject, one is under way at a time.
	await sql`create unique index provision_unfinished on provision (space, subject) where finished_at is null`.execute(
		db,
	);
	await schema.createIndex('provision_by_workflow').on('provision').column('workflow_id').execute();

	// For the lists of events and of dead letters, newest first.
	await schema
		.createIndex('event_by_space')
		.on('event')
		.columns(['space', 'received_at', 'id'])
		.execute();
	await sql`create index delivery_dead on delivery (settled_at, id) where status = 'dead'`.execute(
		db,
	);

	await schema.alterTable('sent_action').addColumn('workflow_id', 'text').execute();
	await schema.createIndex('sent_action_by_event').on('sent_action').column('event_id').execute();
	await schema.alterTable('integration').addColumn('registered_at', 'bigint').execute();
	await schema.alterTable('integration').addColumn('last_error', 'text').execute();
}
