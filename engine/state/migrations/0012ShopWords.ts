import type { Kysely } from 'kysely';

/** The order statuses that a shop has, and how the merchant wants its words to be read. */
export async function shopWords(db: Kysely<never>): Promise<void> {
	for (const column of ['order_statuses_json', 'reading_json']) {
		await db.schema.alterTable('integration').addColumn(column, 'text').execute();
	}
}
