import type { Kysely } from 'kysely';

/** How many orders of a store have amounts that do not make their total, and the last of them. */
export async function oddOrders(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.alterTable('integration')
		.addColumn('odd_orders', 'integer', (column) => column.notNull().defaultTo(0))
		.execute();
	await schema.alterTable('integration').addColumn('last_odd_order', 'text').execute();
}
