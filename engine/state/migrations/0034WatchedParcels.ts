import type { Kysely } from 'kysely';

/** Parcels on their way of which no list of changes tells, by when they were last heard of. */
export async function watchedParcels({ schema }: Kysely<never>): Promise<void> {
	await schema
		.createTable('watched_parcel')
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('shipment_id', 'text', (column) => column.notNull())
		.addColumn('heard_at', 'bigint', (column) => column.notNull())
		.addColumn('news_at', 'bigint', (column) => column.notNull())
		.addColumn('is_alone', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('watched_parcel_pk', ['integration_guid', 'shipment_id'])
		.execute();
	await schema
		.createIndex('watched_parcel_by_time')
		.on('watched_parcel')
		.columns(['integration_guid', 'heard_at', 'news_at'])
		.execute();
}
