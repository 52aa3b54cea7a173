import { sql, type Expression } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { isAbandoned, isClaimed, isFresh, isRetry } from './due.ts';

/** Ids of the subscriptions that have a delivery to hand over, or a claim that nobody renews. */
export async function subscriptionsWithWork(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<string[]> {
	const firstRetry = db
		.selectFrom('delivery')
		.select('dueAt')
		.where('subscriptionId', '=', sql.ref<string>('retry.id'))
		.where(isRetry)
		.orderBy('dueAt')
		.limit(1);
	const rows = await db
		.withRecursive('fresh', (recursive) =>
			recursive.selectNoFrom(firstWith(db, isFresh)).unionAll(
				recursive
					.selectFrom('fresh')
					.select(firstWith(db, isFresh, 'fresh.id'))
					.where('fresh.id', 'is not', null),
			),
		)
		.withRecursive('retry', (recursive) =>
			recursive.selectNoFrom(firstWith(db, isRetry)).unionAll(
				recursive
					.selectFrom('retry')
					.select(firstWith(db, isRetry, 'retry.id'))
					.where('retry.id', 'is not', null),
			),
		)
		.selectFrom('fresh')
		.select('id')
		.union((eb) => eb.selectFrom('retry').select('id').where(firstRetry, '<=', nowMs))
		.union((eb) =>
			eb
				.selectFrom('delivery')
				.select('subscriptionId as id')
				.where(isClaimed)
				.where(isAbandoned(nowMs)),
		)
		.execute();
	return rows.flatMap(({ id }) => id ?? []);
}

/** The first subscription with such a delivery, or the next one: however many deliveries each of them has. */
function firstWith(db: OpenDatabase['db'], condition: Expression<boolean>, after?: string) {
	let first = db
		.selectFrom('delivery')
		.select(({ fn }) => fn.min('subscriptionId').as('id'))
		.where(condition);
	if (after !== undefined) first = first.where('subscriptionId', '>', sql.ref<string>(after));
	return sql<string | null>`(${first})`.as('id');
}
