import type { Kysely } from 'kysely';

/** Entities that a store has named, and that are still to be read; and whether a store's webhooks are in it. */
export async function pendingReads({ schema }: Kysely<never>): Promise<void> {
	await schema
		.createTable('pending_read')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('entity_type', 'text', (column) => column.notNull())
		.addColumn('entity_id', 'text', (column) => column.notNull())
		.addColumn('receipt_key', 'text', (column) => column.notNull())
		.addColumn('since', 'bigint', (column) => column.notNull())
		.addColumn('due_at', 'bigint', (column) => column.notNull())
		.addColumn('attempts', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('pending_read_pk', ['integration_guid', 'entity_type', 'entity_id'])
		.execute();
	await schema
		.createIndex('pending_read_by_time')
		.on('pending_read')
		.columns(['integration_guid', 'due_at'])
		.execute();
	await schema.alterTable('integration').addColumn('webhooks', 'integer').execute();
}
