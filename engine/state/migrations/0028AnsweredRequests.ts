import type { Kysely } from 'kysely';

/** What the REST API has answered to requests that name themselves, so that a repeated one does nothing twice. */
export async function answeredRequests({ schema }: Kysely<never>): Promise<void> {
	await schema
		.createTable('answered_request')
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('fingerprint', 'text', (column) => column.notNull())
		.addColumn('answer_json', 'text')
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('answered_request_pk', ['space', 'key'])
		.execute();
	await schema.createIndex('answered_request_by_age').on('answered_request').column('at').execute();
}
