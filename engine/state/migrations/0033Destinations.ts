import type { Kysely } from 'kysely';

/** Addresses that events are posted to by the engine itself. Each has a subscription for each type of entity. */
export async function destinations({ schema }: Kysely<never>): Promise<void> {
	await schema
		.createTable('destination')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('url', 'text', (column) => column.notNull())
		.addColumn('sealed_secret', 'text', (column) => column.notNull())
		.addColumn('codes_json', 'text', (column) => column.notNull())
		.addColumn('integrations_json', 'text')
		.addColumn('conditions_json', 'text')
		.addColumn('retry_after', 'text')
		.addColumn('allow_private_addresses', 'integer', (column) => column.notNull())
		.addColumn('is_active', 'integer', (column) => column.notNull())
		.addColumn('off_reason', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('version', 'integer', (column) => column.notNull())
		.execute();
}
