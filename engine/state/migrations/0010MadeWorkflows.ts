import type { Kysely } from 'kysely';

/** What the workflows looked like that were made through the REST API: what somebody has changed is theirs. */
export async function madeWorkflows(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('made_workflow')
		.addColumn('marker', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('purpose', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text')
		.addColumn('fingerprint', 'text', (column) => column.notNull())
		.execute();
	await schema
		.createIndex('made_workflow_by_id')
		.on('made_workflow')
		.column('workflow_id')
		.execute();
	await schema
		.createIndex('made_workflow_by_purpose')
		.on('made_workflow')
		.columns(['space', 'purpose'])
		.execute();
}
