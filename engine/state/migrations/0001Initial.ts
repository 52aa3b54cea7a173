import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../dialects/dialect.ts';

/** Never changed after a release: add a migration instead. */
export async function initial(db: Kysely<never>, dialect: Dialect): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('counter')
		.addColumn('name', 'text', (column) => column.primaryKey())
		.addColumn('value', 'bigint', (column) => column.notNull())
		.execute();
	await sql`insert into counter (name, value) values ('subscriptions', 0)`.execute(db);

	await schema
		.createTable('integration')
		.addColumn('guid', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('provider', 'text', (column) => column.notNull())
		.addColumn('store_url', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text', (column) => column.notNull())
		.addColumn('node_id', 'text', (column) => column.notNull())
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('webhook_url', 'text', (column) => column.notNull())
		.addColumn('connected_at', 'bigint', (column) => column.notNull())
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.addColumn('last_event_at', 'bigint')
		.execute();

	await schema
		.createTable('receipt')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('received_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('receipt_pk', ['integration_guid', 'key'])
		.execute();
	await schema.createIndex('receipt_by_age').on('receipt').column('received_at').execute();

	await schema
		.createTable('snapshot')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('entity_type', 'text', (column) => column.notNull())
		.addColumn('entity_id', 'text', (column) => column.notNull())
		.addColumn('entity_json', 'text', (column) => column.notNull())
		.addColumn('changed_at', 'bigint', (column) => column.notNull())
		.addColumn('status_changed_at', 'bigint', (column) => column.notNull())
		.addColumn('deleted_at', 'bigint')
		.addColumn('stored_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('snapshot_pk', ['integration_guid', 'entity_type', 'entity_id'])
		.execute();

	await schema
		.createTable('event')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('entity_type', 'text', (column) => column.notNull())
		.addColumn('entity_id', 'text', (column) => column.notNull())
		.addColumn('codes_json', 'text', (column) => column.notNull())
		.addColumn('entity_json', 'text', (column) => column.notNull())
		.addColumn('previous_json', 'text')
		.addColumn('customer_json', 'text')
		.addColumn('raw_json', 'text')
		.addColumn('occurred_at', 'bigint', (column) => column.notNull())
		.addColumn('received_at', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createIndex('event_by_type')
		.on('event')
		.columns(['space', 'entity_type', 'received_at'])
		.execute();
	await schema.createIndex('event_by_age').on('event').column('received_at').execute();

	await schema
		.createTable('subscription')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text', (column) => column.notNull())
		.addColumn('workflow_name', 'text', (column) => column.notNull())
		.addColumn('node_name', 'text', (column) => column.notNull())
		.addColumn('entity_type', 'text', (column) => column.notNull())
		.addColumn('codes_json', 'text', (column) => column.notNull())
		.addColumn('integrations_json', 'text')
		.addColumn('conditions_json', 'text')
		.addColumn('include_raw', 'integer', (column) => column.notNull())
		.addColumn('attached_at', 'bigint', (column) => column.notNull())
		.addColumn('detached_at', 'bigint')
		.execute();

	await schema
		.createTable('delivery')
		.addColumn('seq', dialect.autoIncrementType, (column) => dialect.autoIncrement(column))
		.addColumn('id', 'text', (column) => column.notNull().unique())
		.addColumn('subscription_id', 'text', (column) => column.notNull())
		.addColumn('event_id', 'text', (column) => column.notNull())
		.addColumn('entity_key', 'text', (column) => column.notNull())
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('due_at', 'bigint', (column) => column.notNull())
		.addColumn('attempt', 'integer', (column) => column.notNull())
		.addColumn('failures', 'integer', (column) => column.notNull())
		.addColumn('losses', 'integer', (column) => column.notNull())
		.addColumn('claimed_by', 'text')
		.addColumn('claim_key', 'text')
		.addColumn('lease_until', 'bigint')
		.addColumn('last_error', 'text')
		.addColumn('settled_at', 'bigint')
		.execute();
	// Partial: what is settled (nearly all of it) must not weigh on a claim.
	await sql`create index delivery_waiting on delivery (subscription_id, seq) where status = 'waiting'`.execute(
		db,
	);
	await sql`create index delivery_claimed on delivery (subscription_id, lease_until) where status = 'claimed'`.execute(
		db,
	);
	await sql`create index delivery_order on delivery (subscription_id, entity_key, seq) where status in ('waiting', 'claimed')`.execute(
		db,
	);
	await sql`create index delivery_settled on delivery (settled_at) where settled_at is not null`.execute(
		db,
	);
	await schema.createIndex('delivery_by_event').on('delivery').column('event_id').execute();

	await schema
		.createTable('sent_action')
		.addColumn('key', 'text', (column) => column.primaryKey())
		.addColumn('event_id', 'text', (column) => column.notNull())
		.addColumn('sent_at', 'bigint', (column) => column.notNull())
		.execute();
	await schema.createIndex('sent_action_by_age').on('sent_action').column('sent_at').execute();
}
