import type { Kysely } from 'kysely';

/** What reading from a store and writing to it has to remember. */
export async function storeSide(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('import_cursor')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('entity_type', 'text', (column) => column.notNull())
		.addColumn('since', 'bigint')
		.addColumn('page', 'text')
		.addColumn('newest', 'bigint')
		.addColumn('completed_at', 'bigint')
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('import_cursor_pk', ['integration_guid', 'entity_type'])
		.execute();

	await schema
		.createTable('own_update')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('expires_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('own_update_pk', ['integration_guid', 'key'])
		.execute();

	await schema
		.alterTable('event')
		.addColumn('is_own_update', 'integer', (column) => column.notNull().defaultTo(0))
		.execute();
	await schema
		.alterTable('subscription')
		.addColumn('include_own_updates', 'integer', (column) => column.notNull().defaultTo(0))
		.execute();
}
