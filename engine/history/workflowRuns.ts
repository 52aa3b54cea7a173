import { sql } from 'kysely';
import { askedSeldom } from '../askedSeldom.ts';
import { isBlocking } from '../deliveries/due.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

const DAY_MS = 24 * 3_600_000;

/** Runs of a workflow, and how many of them failed or were cut off. */
export type Runs = { readonly runs: number; readonly failed: number };

/** Of late: those of events that were dealt with or given up in this time, and of those that are still tried. */
export type RecentRuns = { readonly last24Hours: Runs; readonly last7Days: Runs };

/**
 * The runs of the workflows of a space: one statement for all, over what was settled in a week.
 *
 * @returns those of a workflow, by n8n's id, that began at triggers of a type of entity
 */
export async function workflowRuns(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	nowMs: number,
): Promise<(workflowId: string, entityType: string) => RecentRuns> {
	// Each run but the last one has failed, or it would have been the last one.
	const counted = (days: number) =>
		db
			.selectFrom('delivery')
			.select([
				'subscriptionId',
				sql<number>`${sql.lit(days)}`.as('days'),
				sql<number>`sum(attempt)`.as('runs'),
				sql<number>`sum(attempt - case when status in ('delivered', 'claimed') then 1 else 0 end)`.as(
					'failed',
				),
			])
			.groupBy('subscriptionId');
	const settled = (days: number) =>
		counted(days)
			.where('settledAt', 'is not', null)
			.where('settledAt', '>=', nowMs - days * DAY_MS);
	const begun = counted(0).where(isBlocking);
	const rows = await db
		.selectFrom(settled(7).unionAll(settled(1)).unionAll(begun).as('counted'))
		.innerJoin('subscription', 'subscription.id', 'counted.subscriptionId')
		.selectAll('counted')
		.select(['workflowId', 'entityType'])
		.where('subscription.space', '=', space)
		.execute();
	const byWorkflow = Map.groupBy(rows, ({ workflowId }) => workflowId);
	return (workflowId, entityType) => {
		const own = (byWorkflow.get(workflowId) ?? []).filter((row) => row.entityType === entityType);
		const of = (span: number) =>
			own.filter(({ days }) => days === span || days === 0).reduce(plus, { runs: 0, failed: 0 });
		return { last24Hours: of(1), last7Days: of(7) };
	};
}

/** Postgres gives sums as text. */
const plus = (sum: Runs, { runs, failed }: Runs): Runs => ({
	runs: sum.runs + Number(runs),
	failed: sum.failed + Number(failed),
});

/** A week of a busy shop takes some 100 ms to count, and the console asks for each type of entity. */
const COUNTED_MS = 20_000;

/** As `workflowRuns`, counted anew when the last count is some time ago. */
export const recentRuns = askedSeldom(
	COUNTED_MS,
	async (db: OpenDatabase['db'], space, nowMs) => await workflowRuns({ db }, space, nowMs),
);
