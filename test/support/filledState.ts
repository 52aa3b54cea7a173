import { sql, type RawBuilder } from 'kysely';
import { addressRef } from '../../engine/privacy/personRefs.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { INTEGRATION, START_MS } from './testInbox.ts';

const DAY_MS = 24 * 3_600_000;

const MANY = 50_000;
/** What all its orders have; of very many, each fourth. */
export const COMMON = { sku: 'mug', email: 'pos@shop.example.com' };

/**
 * Fills the state as a shop of some weeks would: settled deliveries of a subscription with their events,
 * snapshots, receipts and whom they are about. Every thousandth delivery is a dead letter.
 *
 * @param waiting how many more were never handed over; as many wait for their next try
 * @param filling `until` and `everyMs`: when the last event came, and how long after the one before each came
 */
export async function fillState(
	database: OpenDatabase,
	subscriptionId: string,
	settled: number,
	waiting = 0,
	{ until = START_MS - 13 * DAY_MS, everyMs = 1 } = {},
): Promise<void> {
	const { guid, space } = INTEGRATION;
	const rows = settled + 2 * waiting;
	const isSqlite = database.dialect.name === 'sqlite';
	const share = rows > MANY ? 4 : 1;
	const schema = isSqlite ? '' : `${schemaOf(database)}.`;
	const table = (name: string) => sql.raw(schema + name);
	const n = isSqlite ? sql.raw('value') : sql.raw('n');
	const series = isSqlite
		? sql`(with recursive counted(value) as (select 1 union all select value + 1 from counted where value < ${sql.lit(rows)}) select value from counted) as filled`
		: sql`generate_series(1, ${sql.lit(rows)}) as filled(n)`;
	const text = (prefix: string) => sql`${sql.lit(prefix)} || ${n}`;
	const at = sql`${sql.lit(until - rows * everyMs)} + ${n} * ${sql.lit(everyMs)}`;
	/** When the next try of those is due that wait for it. */
	const later = sql.lit(until + 14 * DAY_MS);
	const entity = sql`'{"id":"old-' || ${n} || '","number":"key-' || ${n} || '","note":"${sql.raw('x'.repeat(200))}"}'`;
	const byKind = (
		isSettled: RawBuilder<unknown>,
		isRetry: RawBuilder<unknown>,
		isNew: RawBuilder<unknown>,
	) =>
		sql`case when ${n} <= ${sql.lit(settled)} then ${isSettled} when ${n} <= ${sql.lit(settled + waiting)} then ${isRetry} else ${isNew} end`;
	await database.db.transaction().execute(async (trx) => {
		await sql`insert into ${table('event')}
			(id, space, integration_guid, entity_type, entity_id, codes_json, entity_json, occurred_at, received_at)
			select ${text('event-')}, ${sql.lit(space)}, ${sql.lit(guid)}, 'Order', ${text('old-')},
				'["order_updated"]', ${entity}, ${at}, ${at} from ${series}`.execute(trx);
		await sql`insert into ${table('delivery')}
			(id, subscription_id, event_id, entity_key, status, created_at, due_at, attempt, failures, losses, settled_at)
			select ${text('delivery-')}, ${sql.lit(subscriptionId)}, ${text('event-')}, ${text(`${guid}/Order/old-`)},
				${byKind(sql`case when ${n} % 1000 = 0 then 'dead' else 'delivered' end`, sql`'waiting'`, sql`'waiting'`)},
				${at}, ${byKind(at, later, at)}, ${byKind(sql`1`, sql`1`, sql`0`)}, ${byKind(sql`0`, sql`1`, sql`0`)}, 0,
				${byKind(at, sql`null`, sql`null`)} from ${series}`.execute(trx);
		await sql`insert into ${table('snapshot')}
			(integration_guid, entity_type, entity_id, entity_json, changed_at, status_changed_at, stored_at, order_key)
			select ${sql.lit(guid)}, 'Order', ${text('old-')}, ${entity}, ${at}, ${at}, ${at}, ${text('key-')}
			from ${series}`.execute(trx);
		await sql`insert into ${table('receipt')} (integration_guid, key, received_at)
			select ${sql.lit(guid)}, ${text('receipt-')}, ${at} from ${series}`.execute(trx);
		await sql`insert into ${table('person_ref')} (integration_guid, ref, entity_type, entity_id)
			select ${sql.lit(guid)}, ${text('ref-')}, 'Order', ${text('old-')} from ${series}`.execute(trx);
		await sql`insert into ${table('action_outcome')}
			(id, event_id, workflow_id, execution_id, node_name, action, outcome, recipient, what, at)
			select ${text('outcome-')}, ${text('event-')}, 'workflow', ${text('')}, 'Send Email', 'email', 'done',
				'a…@example.com', 'Your order', ${at} from ${series}`.execute(trx);
		await sql`insert into ${table('event_sku')} (space, sku, received_at, event_id)
			select ${sql.lit(space)}, ${sql.lit(COMMON.sku)}, ${at}, ${text('event-')} from ${series} where ${n} % ${sql.lit(share)} = 0`.execute(
			trx,
		);
		await sql`insert into ${table('person_ref')} (integration_guid, ref, entity_type, entity_id)
			select ${sql.lit(guid)}, ${sql.lit(addressRef(COMMON.email))}, 'Order', ${text('old-')} from ${series} where ${n} % ${sql.lit(share)} = 0`.execute(
			trx,
		);
	});
	// As Postgres does by itself after a while. SQLite has never been asked to.
	if (!isSqlite) await sql`analyze`.execute(database.db);
}

function schemaOf({ db }: OpenDatabase): string {
	return /"(\w+)"\."event"/.exec(db.selectFrom('event').selectAll().compile().sql)![1]!;
}
