import { sql } from 'kysely';
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
	const ofSpace = db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.where('subscription.space', '=', space);
	const due = await ofSpace
		.where('delivery.status', '=', 'waiting')
		.where('delivery.dueAt', '<=', nowMs)
		.innerJoin('lease', 'lease.key', 'subscription.id')
		.where('lease.kind', '=', 'subscription')
		.where('lease.holder', 'is not', null)
		.select([sql<number>`count(*)`.as('count'), sql<number | null>`min(due_at)`.as('first')])
		.executeTakeFirstOrThrow();
	const dead = await ofSpace
		.where('delivery.status', '=', 'dead')
		.select(sql<number>`count(*)`.as('count'))
		.executeTakeFirstOrThrow();
	return {
		waiting: Number(due.count),
		lagMs: due.first === null ? 0 : Math.max(0, nowMs - Number(due.first)),
		dead: Number(dead.count),
	};
}
