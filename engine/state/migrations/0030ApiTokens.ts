import type { Kysely } from 'kysely';

/** Tokens of the REST API that have less rights than the owner's. Of the token itself, only a digest. */
export async function apiTokens({ schema }: Kysely<never>): Promise<void> {
	await schema
		.createTable('api_token')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('scopes_json', 'text', (column) => column.notNull())
		.addColumn('digest', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('expires_at', 'bigint')
		.addColumn('last_used_at', 'bigint')
		.addColumn('revoked_at', 'bigint')
		.execute();
}
