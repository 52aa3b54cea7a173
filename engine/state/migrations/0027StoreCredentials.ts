import type { Kysely } from 'kysely';

/** Which credential of n8n connects a store: with it, other workflows write to the store. */
export async function storeCredentials({ schema }: Kysely<never>): Promise<void> {
	await schema.alterTable('integration').addColumn('credential_id', 'text').execute();
}
