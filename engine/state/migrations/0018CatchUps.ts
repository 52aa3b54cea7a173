import type { Kysely } from 'kysely';

/** Runs of a workflow for what was known already: what was asked for, and how far it has come. */
export async function catchUps(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('catch_up')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('subscription_id', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text', (column) => column.notNull())
		.addColumn('filter_json', 'text', (column) => column.notNull())
		.addColumn('per_minute', 'integer', (column) => column.notNull())
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('total', 'integer', (column) => column.notNull())
		.addColumn('started', 'integer', (column) => column.notNull())
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('entity_id', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('ended_at', 'bigint')
		.execute();
	await schema
		.createIndex('catch_up_by_time')
		.on('catch_up')
		.columns(['space', 'created_at', 'id'])
		.execute();
	await schema
		.createIndex('catch_up_running')
		.on('catch_up')
		.columns(['subscription_id'])
		.unique()
		.where('status' as never, '=', 'running')
		.execute();
	await schema.alterTable('event').addColumn('catch_up_id', 'text').execute();
	await schema
		.createIndex('event_by_catch_up')
		.on('event')
		.columns(['catch_up_id'])
		.where('catch_up_id' as never, 'is not', null)
		.execute();
}
