import { isAbandoned, isDue } from './due.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Ids of the subscriptions that have a delivery to hand over, or a claim that nobody renews. */
export async function subscriptionsWithWork(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<string[]> {
	const rows = await db
		.selectFrom('delivery')
		.select('subscriptionId')
		.distinct()
		.where('status', '=', 'waiting')
		.where(isDue(nowMs))
		.union(
			db
				.selectFrom('delivery')
				.select('subscriptionId')
				.distinct()
				.where('status', '=', 'claimed')
				.where(isAbandoned(nowMs)),
		)
		.execute();
	return rows.map(({ subscriptionId }) => subscriptionId);
}
