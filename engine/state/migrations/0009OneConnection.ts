import type { Kysely } from 'kysely';

/** A store has one live connection, and one import at a time. */
export async function oneConnection(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	// To say in which workflow a store is connected already; `null` until that one is published again.
	await schema.alterTable('integration').addColumn('workflow_name', 'text').execute();
	await schema.alterTable('integration').addColumn('importing_by', 'text').execute();
	await schema.alterTable('integration').addColumn('importing_until', 'bigint').execute();
}
