import { sql, type Kysely } from 'kysely';
import { orderKey } from '../../parcels/orderKey.ts';

const ROWS_AT_ONCE = 500;

/** Orders are found by their number, and parcels wait for theirs. */
export async function waitingParcels(db: Kysely<never>): Promise<void> {
	const { schema } = db;
	await schema.alterTable('snapshot').addColumn('order_key', 'text').execute();
	await fillOrderKeys(db);
	await sql`create index snapshot_by_order_key on snapshot (order_key) where order_key is not null`.execute(
		db,
	);

	await schema
		.createTable('waiting_parcel')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('space', 'text', (column) => column.notNull())
		.addColumn('integration_guid', 'text', (column) => column.notNull())
		.addColumn('shipment_id', 'text', (column) => column.notNull())
		.addColumn('target_guid', 'text', (column) => column.notNull())
		.addColumn('workflow_id', 'text', (column) => column.notNull())
		.addColumn('event_id', 'text', (column) => column.notNull())
		.addColumn('order_key', 'text')
		.addColumn('order_number', 'text')
		.addColumn('tracking_number', 'text')
		.addColumn('carrier', 'text')
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('remark', 'text', (column) => column.notNull())
		.addColumn('since', 'bigint', (column) => column.notNull())
		.addUniqueConstraint('waiting_parcel_once', ['target_guid', 'integration_guid', 'shipment_id'])
		.execute();
	await schema
		.createIndex('waiting_parcel_by_order')
		.on('waiting_parcel')
		.columns(['target_guid', 'order_key'])
		.execute();
	await schema
		.createIndex('waiting_parcel_by_space')
		.on('waiting_parcel')
		.columns(['space', 'since', 'id'])
		.execute();
}

/** Row by row along the primary key, so that a shop of any size fits. */
async function fillOrderKeys(db: Kysely<never>): Promise<void> {
	let after: readonly [string, string] = ['', ''];
	for (;;) {
		const { rows } = await sql<{ guid: string; id: string; json: string }>`
			select integration_guid as guid, entity_id as id, entity_json as json from snapshot
			where entity_type = 'Order' and (integration_guid, entity_id) > (${after[0]}, ${after[1]})
			order by integration_guid, entity_id limit ${ROWS_AT_ONCE}`.execute(db);
		for (const { guid, id, json } of rows) {
			const key = orderKey(numberIn(json));
			if (key === null) continue;
			await sql`update snapshot set order_key = ${key}
				where integration_guid = ${guid} and entity_type = 'Order' and entity_id = ${id}`.execute(db);
		}
		const last = rows.at(-1);
		if (last === undefined) return;
		after = [last.guid, last.id];
	}
}

function numberIn(json: string): string | null {
	try {
		const { number } = JSON.parse(json) as { number?: unknown };
		return typeof number === 'string' ? number : null;
	} catch {
		// One that cannot be read stops nobody.
		return null;
	}
}
