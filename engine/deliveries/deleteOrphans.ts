import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { inSlices, SLICE_ROWS } from '../state/slices.ts';

/**
 * Deletes the deliveries of subscriptions that are no more: nobody is left who could take them, and they
 * would keep their events for ever.
 */
export async function deleteOrphans(database: Pick<OpenDatabase, 'db' | 'dialect'>): Promise<void> {
	const { db } = database;
	let last = 0;
	await inSlices(async () => {
		const window = await db
			.selectFrom('delivery')
			.leftJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
			.select(['delivery.seq', 'subscription.id as owner'])
			.where('delivery.seq', '>', last)
			.orderBy('delivery.seq')
			.limit(SLICE_ROWS)
			.execute();
		last = window.at(-1)?.seq ?? last;
		const orphans = window.filter(({ owner }) => owner === null).map(({ seq }) => seq);
		if (orphans.length > 0) {
			await db
				.deleteFrom('delivery')
				.where(
					'seq',
					'in',
					deliveriesInOrder(database, db, (rows) => rows.where('seq', 'in', orphans)),
				)
				.execute();
		}
		return window.length === SLICE_ROWS;
	});
}
