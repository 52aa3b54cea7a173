import type { Kysely } from 'kysely';

/** When keys end that are in use; never the keys. */
export async function expiringKeys(db: Kysely<never>): Promise<void> {
	await db.schema
		.createTable('expiring_key')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('link', 'text')
		.addColumn('expires_at', 'bigint', (column) => column.notNull())
		.addColumn('seen_at', 'bigint', (column) => column.notNull())
		.execute();
}
