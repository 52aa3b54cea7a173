import type { Kysely } from 'kysely';

/** Since when nothing gets through to a browser that asked for notifications. */
export async function pushFailures(db: Kysely<never>): Promise<void> {
	await db.schema.alterTable('push_subscription').addColumn('failing_since', 'bigint').execute();
}
