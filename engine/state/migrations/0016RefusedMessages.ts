import type { Kysely } from 'kysely';

/** Messages of stores of which nothing was made, and when a store's last good one came. */
export async function refusedMessages(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema.alterTable('integration').addColumn('last_message_at', 'bigint').execute();
	await schema
		.createTable('refused_message')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('outcome', 'text', (column) => column.notNull())
		.addColumn('topic', 'text', (column) => column.notNull())
		.addColumn('count', 'integer', (column) => column.notNull())
		.addColumn('first_at', 'bigint', (column) => column.notNull())
		.addColumn('last_at', 'bigint', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('excerpt', 'text', (column) => column.notNull())
		.execute();
	await schema
		.createIndex('refused_message_by_time')
		.on('refused_message')
		.columns(['integration_guid', 'last_at', 'id'])
		.execute();
	await schema
		.createIndex('refused_message_expiry')
		.on('refused_message')
		.columns(['last_at'])
		.execute();
}
