import type { Expression } from 'kysely';
import { isDead, isFresh, isRetry } from '../deliveries/due.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** How deliveries are doing in a space. */
export type DeliveryHealth = {
	/** Due, of workflows that are live, and not yet handed over. */
	readonly waiting: number;
	/** For how long the one that has been due longest waits, in milliseconds; 0 when none is. */
	readonly lagMs: number;
	readonly dead: number;
};

export async function deliveryHealth(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	nowMs: number,
): Promise<DeliveryHealth> {
	// Each by its own index.
	const due = await Promise.all(
		[isFresh, isRetry].map(async (isWaiting) => await dueOf(db, space, isWaiting, nowMs)),
	);
	const { dead } = await db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.where('subscription.space', '=', space)
		.where(isDead)
		.select(({ fn }) => fn.countAll().as('dead'))
		.executeTakeFirstOrThrow();
	return {
		waiting: due.flat().reduce((sum, { count }) => sum + Number(count), 0),
		lagMs: Math.max(0, ...due.flat().map(({ first }) => nowMs - Number(first ?? nowMs))),
		dead: Number(dead),
	};
}

/** How many deliveries are due, and since when, of each workflow of a space that is live. */
async function dueOf(
	db: OpenDatabase['db'],
	space: string,
	isWaiting: Expression<boolean>,
	nowMs: number,
) {
	return await db
		.selectFrom('subscription')
		.innerJoin('lease', 'lease.key', 'subscription.id')
		.where('lease.kind', '=', 'subscription')
		.where('lease.holder', 'is not', null)
		.where('space', '=', space)
		.select(({ selectFrom, ref }) => {
			const due = selectFrom('delivery')
				.where('subscriptionId', '=', ref('subscription.id'))
				.where(isWaiting)
				.where('dueAt', '<=', nowMs);
			return [
				due.select(({ fn }) => fn.countAll().as('count')).as('count'),
				due.select(({ fn }) => fn.min('dueAt').as('first')).as('first'),
			];
		})
		.execute();
}
