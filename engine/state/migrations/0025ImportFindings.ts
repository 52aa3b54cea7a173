import type { Kysely } from 'kysely';

/** What alerts are told of an import, beside what it read; in place of a note of the last imports of a store. */
export async function importFindings({ schema }: Kysely<never>): Promise<void> {
	await schema.alterTable('import_run').addColumn('keys_problem', 'text').execute();
	for (const count of ['events', 'restored']) {
		await schema
			.alterTable('import_run')
			.addColumn(count, 'integer', (column) => column.notNull().defaultTo(0))
			.execute();
	}
	await schema.alterTable('integration').dropColumn('import_note_json').execute();
}
