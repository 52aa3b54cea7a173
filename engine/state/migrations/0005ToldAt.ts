import type { Kysely } from 'kysely';

/** When a store said what is known: puts two changes of one second in order. */
export async function toldAt(db: Kysely<never>): Promise<void> {
	await db.schema.alterTable('snapshot').addColumn('told_at', 'bigint').execute();
}
