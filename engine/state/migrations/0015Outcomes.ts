import type { Kysely } from 'kysely';

/**
 * What became of things: each attempt of a delivery, a line of JSON for each; messages of stores of which nothing
 * was made; and each action for an event.
 */
export async function outcomes(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema.alterTable('delivery').addColumn('attempts_text', 'text').execute();

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

	await schema
		.createTable('action_outcome')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('event_id', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text', (column) => column.notNull())
		.addColumn('execution_id', 'text', (column) => column.notNull())
		.addColumn('node_name', 'text', (column) => column.notNull())
		.addColumn('action', 'text', (column) => column.notNull())
		.addColumn('outcome', 'text', (column) => column.notNull())
		.addColumn('recipient', 'text')
		.addColumn('what', 'text')
		.addColumn('said', 'text')
		.addColumn('at', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createIndex('action_outcome_by_event')
		.on('action_outcome')
		.columns(['event_id', 'at'])
		.execute();
	await schema
		.createIndex('action_outcome_by_time')
		.on('action_outcome')
		.columns(['at', 'id'])
		.execute();
}
