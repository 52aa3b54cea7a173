import type { Kysely } from 'kysely';

/** Since when a delivery fails, what a failed action has told of its run, and the receivers that are left alone. */
export async function retries(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema.alterTable('delivery').addColumn('failing_since', 'bigint').execute();
	await schema.alterTable('action_outcome').addColumn('attempt', 'integer').execute();
	await schema.alterTable('action_outcome').addColumn('failure_json', 'text').execute();

	await schema
		.createTable('receiver')
		.addColumn('key', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('since', 'bigint', (column) => column.notNull())
		.addColumn('until', 'bigint', (column) => column.notNull())
		.addColumn('openings', 'integer', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull())
		.execute();
}
