import type { Kysely } from 'kysely';

/** Each import from a store: what it read, stored, changed and refused, and the webhooks that it put back. */
export async function importRuns(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('import_run')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('began', 'text', (column) => column.notNull())
		.addColumn('holder', 'text', (column) => column.notNull())
		.addColumn('started_at', 'bigint', (column) => column.notNull())
		.addColumn('ended_at', 'bigint')
		.addColumn('count', 'integer', (column) => column.notNull())
		.addColumn('is_cancelled', 'integer', (column) => column.notNull())
		.addColumn('failure', 'text')
		.addColumn('imported_json', 'text', (column) => column.notNull())
		.addColumn('webhooks_json', 'text')
		.execute();
	await schema
		.createIndex('import_run_by_time')
		.on('import_run')
		.columns(['integration_guid', 'started_at', 'id'])
		.execute();
	await schema.createIndex('import_run_expiry').on('import_run').columns(['started_at']).execute();
}
