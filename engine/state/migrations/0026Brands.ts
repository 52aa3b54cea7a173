import type { Kysely } from 'kysely';

/** What each shop looks like in its mails. */
export async function brands({ schema }: Kysely<never>): Promise<void> {
	await schema.alterTable('integration').addColumn('brand_json', 'text').execute();
}
