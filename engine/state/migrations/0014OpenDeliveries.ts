import { sql, type Kysely } from 'kysely';

/**
 * What is claimed is found by indexes of what is open, apart for what was never handed over and for what waits
 * for its next try: neither has to be read through to find the other.
 */
export async function openDeliveries(db: Kysely<never>): Promise<void> {
	for (const index of [
		sql`drop index delivery_waiting`,
		sql`drop index delivery_order`,
		sql`create index delivery_fresh on delivery (subscription_id, seq) where status = 'waiting' and attempt = 0`,
		sql`create index delivery_retry on delivery (subscription_id, due_at, seq) where status = 'waiting' and attempt > 0`,
		sql`create index delivery_blocking on delivery (subscription_id, entity_key, seq) where status = 'claimed' or (status = 'waiting' and attempt > 0)`,
	]) {
		await index.execute(db);
	}
}
