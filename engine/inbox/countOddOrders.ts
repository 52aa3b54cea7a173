import { sql } from 'kysely';
import type { Snapshot } from '../events/detectChange.ts';
import type { Order } from '../events/entities.ts';
import { isOddOrder } from '../money/oddOrder.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';

/** Orders of one message whose amounts do not fit, or fit again. */
export type OddOrders = {
	/** Takes note of an order that is about to be stored. */
	note(before: Snapshot | null, now: Snapshot): void;
	/** Adds them to what is said of the store in health, and warns of the first ones. */
	save(trx: OpenDatabase['db'], integration: Integration): Promise<void>;
};

/** Of an order's number in health and in the log. */
const LONGEST_NUMBER = 100;

/** Counts as orders are stored: health reads a number, and not every order. */
export function createOddOrders(inbox: Pick<Inbox, 'warn'>): OddOrders {
	let more = 0;
	let last: string | null = null;
	const isCounted = (snapshot: Snapshot | null) =>
		snapshot !== null &&
		snapshot.deletedAt === null &&
		// An older version did not count.
		snapshot.isOfOtherForm !== true &&
		isOddOrder(snapshot.entity as Order);

	return {
		note(before, now) {
			const isOdd = isCounted(now);
			if (isOdd === isCounted(before)) return;
			more += isOdd ? 1 : -1;
			const { number, id } = now.entity as Order;
			if (isOdd) last = (number ?? id).slice(0, LONGEST_NUMBER);
		},
		async save(trx, { guid, name }) {
			if (more === 0 && last === null) return;
			const { oddOrders } = await trx
				.updateTable('integration')
				.set({
					oddOrders: sql<number>`case when odd_orders + ${more} < 0 then 0 else odd_orders + ${more} end`,
					...(last !== null && { lastOddOrder: last }),
				})
				.where('guid', '=', guid)
				.returning('oddOrders')
				.executeTakeFirstOrThrow();
			if (last === null || oddOrders > more) return;
			inbox.warn(
				`The amounts of an order of ${name} do not make its total, and its e-mails leave them out; health says how many there are`,
				last,
			);
		},
	};
}
