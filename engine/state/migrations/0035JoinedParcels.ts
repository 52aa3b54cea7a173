import { sql, type Kysely } from 'kysely';

/** Which order a carrier's parcel belongs to, and what is known of a parcel that several systems tell of. */
export async function joinedParcels(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('told_parcel')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('shipment_id', 'text', (column) => column.notNull())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('order_guid', 'text')
		.addColumn('order_id', 'text')
		.addColumn('is_by_hand', 'integer', (column) => column.notNull())
		.addColumn('order_key', 'text')
		.addColumn('tracking_key', 'text')
		.addColumn('reason', 'text')
		.addColumn('remark', 'text')
		.addColumn('since', 'bigint', (column) => column.notNull())
		.addUniqueConstraint('told_parcel_once', ['integration_guid', 'shipment_id'])
		.execute();
	for (const [name, columns] of [
		['told_parcel_by_order', ['order_guid', 'order_id']],
		['told_parcel_by_order_key', ['space', 'order_key']],
		['told_parcel_by_tracking_key', ['space', 'tracking_key']],
	] as const) {
		await schema
			.createIndex(name)
			.on('told_parcel')
			.columns([...columns])
			.execute();
	}
	await sql`create index told_parcel_without_order on told_parcel (since, id) where order_guid is null`.execute(
		db,
	);
	await schema
		.createTable('parcel')
		.addColumn('order_guid', 'text', (column) => column.notNull())
		.addColumn('order_id', 'text', (column) => column.notNull())
		.addColumn('tracking_key', 'text', (column) => column.notNull())
		.addColumn('status', 'text', (column) => column.notNull())
		.addColumn('has_arrived', 'integer', (column) => column.notNull())
		.addColumn('is_carriers', 'integer', (column) => column.notNull())
		.addColumn('is_by_carrier', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('parcel_pk', ['order_guid', 'order_id', 'tracking_key'])
		.execute();
	await schema.alterTable('event').addColumn('order_guid', 'text').execute();
	await schema.alterTable('event').addColumn('repeated_codes_json', 'text').execute();
	await schema.alterTable('integration').addColumn('shops_json', 'text').execute();
}
