import type { Kysely } from 'kysely';

/** Which orders refused messages name. */
export async function namedOrders(db: Kysely<never>): Promise<void> {
	await db.schema
		.alterTable('refused_message')
		.addColumn('orders_text', 'text', (column) => column.notNull().defaultTo(''))
		.execute();
}
