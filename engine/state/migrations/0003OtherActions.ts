import type { Kysely } from 'kysely';

/** Browsers that asked for notifications, and runs that wait for somebody. */
export async function otherActions(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('push_subscription')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('endpoint', 'text', (column) => column.notNull())
		.addColumn('p256dh', 'text', (column) => column.notNull())
		.addColumn('auth', 'text', (column) => column.notNull())
		.addColumn('integration_guid', 'text')
		.addColumn('customer_id', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createIndex('push_subscription_by_customer')
		.on('push_subscription')
		.columns(['space', 'integration_guid', 'customer_id'])
		.execute();

	await schema
		.createTable('pause')
		.addColumn('execution_id', 'text', (column) => column.notNull())
		.addColumn('node_id', 'text', (column) => column.notNull())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text', (column) => column.notNull())
		.addColumn('resume_url', 'text', (column) => column.notNull())
		.addColumn('paused_at', 'bigint', (column) => column.notNull())
		.addColumn('until', 'bigint')
		.addPrimaryKeyConstraint('pause_pk', ['execution_id', 'node_id'])
		.execute();
	await schema
		.createIndex('pause_by_workflow')
		.on('pause')
		.columns(['space', 'workflow_id'])
		.execute();
}
