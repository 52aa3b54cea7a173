import type { Kysely } from 'kysely';

/** What came of each action for an event: whom it was for, and what the other side said. */
export async function actionOutcomes(db: Kysely<never>): Promise<void> {
	const { schema } = db;
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
