import type { SelectQueryBuilder } from 'kysely';
import type { OpenDatabase } from './dialects/dialect.ts';
import type { Schema } from './schema.ts';

/**
 * The order in which every transaction takes the locks of rows that others may write at the same time.
 * Two transactions that take them in different orders wait for each other, and Postgres ends one of them:
 * a message is then answered 503, or a run is repeated.
 *
 * 1. `integration`: whoever changes what is known of a store (snapshots, events, receipts, cursors, own
 *    changes, whom they are about) locks its row first, and so needs no order among those. A carrier locks the
 *    shops of its space after itself; a shop locks `toldParcel`, by id, where carriers' parcels wait for its orders.
 * 2. `subscription`, by id: whoever claims, attaches, detaches or forgets. Who changes a destination
 *    locks that before its subscriptions.
 * 3. `lease`: one of them, whose holder writes something; who renews its own waits for none of them.
 * 4. `counter`.
 * 5. `delivery`, by `seq`, as `deliveriesInOrder` does: also a statement that changes several.
 * 6. `event`, by id, by whoever does not hold the integration: to delete what has expired, and to
 *    keep one until its SKUs are written down.
 * 7. `eventFeed`, by space. Who gives events their numbers locks it first, and passes over events that are locked.
 *
 * What only expires (receipts, sent actions, own changes) is deleted without waiting for anybody.
 */
export type LockOrder =
	| 'integration'
	| 'subscription'
	| 'lease'
	| 'counter'
	| 'delivery'
	| 'event'
	| 'eventFeed';

type Deliveries = SelectQueryBuilder<Schema, 'delivery', { seq: number }>;

/** `seq` of the deliveries that are chosen, for a statement that changes them: locked one after the other. */
export function deliveriesInOrder(
	{ dialect }: Pick<OpenDatabase, 'dialect'>,
	db: OpenDatabase['db'],
	choose: (deliveries: Deliveries) => Deliveries,
): Deliveries {
	const chosen = choose(db.selectFrom('delivery').select('seq'));
	return dialect.locksRows ? chosen.orderBy('seq').forUpdate() : chosen;
}
