import type { Kysely } from 'kysely';

/** What became of each attempt of a delivery: a line of JSON for each. */
export async function attempts(db: Kysely<never>): Promise<void> {
	await db.schema.alterTable('delivery').addColumn('attempts_text', 'text').execute();
}
