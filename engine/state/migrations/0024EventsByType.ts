import type { Kysely } from 'kysely';

/** The events of one type in the order in which they are listed: SQLite read all of the space for a type with few. */
export async function eventsByType({ schema }: Kysely<never>): Promise<void> {
	await schema.dropIndex('event_by_type').execute();
	await schema
		.createIndex('event_by_type_and_time')
		.on('event')
		.columns(['space', 'entity_type', 'received_at', 'id'])
		.execute();
}
