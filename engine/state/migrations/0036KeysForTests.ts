import type { Kysely } from 'kysely';

/** Whether the keys of a store are ones for tests, as it was found when they were checked last. */
export async function keysForTests({ schema }: Kysely<never>): Promise<void> {
	await schema.alterTable('integration').addColumn('has_test_keys', 'integer').execute();
}
