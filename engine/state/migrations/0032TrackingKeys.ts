import type { Kysely } from 'kysely';

/** What the codes in the addresses of tracking pages are signed with. */
export async function trackingKeys({ schema }: Kysely<never>): Promise<void> {
	await schema
		.createTable('tracking_key')
		.addColumn('version', 'integer', (column) => column.primaryKey())
		.addColumn('key', 'text', (column) => column.notNull())
		.execute();
}
