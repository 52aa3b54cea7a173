import type { Kysely } from 'kysely';

/** What the imports of a store have shown of late. */
export async function importNote(db: Kysely<never>): Promise<void> {
	await db.schema.alterTable('integration').addColumn('import_note_json', 'text').execute();
}
