import { z } from 'zod/v4';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Batch } from './claimBatches.ts';

/** What an action that failed tells of its run: only there is known what had run before. */
const schema = z.object({
	/** Whether the same may go through later without anyone changing anything. */
	isPassing: z.boolean(),
	/** When the receiver wants to be asked again, epoch milliseconds. */
	notBefore: z.number().nullable(),
	/** Whether the receiver was not even asked, for it has failed again and again. */
	isLeftAlone: z.boolean(),
	/** Why a further run would do something twice; `null` where it would not. */
	obstacle: z.string().nullable(),
});
export type ToldFailure = z.infer<typeof schema>;

/**
 * Of a run that has failed, and n8n's id of the run; `null` where no action of ours has told of it. Several stand for
 * one: one that passes is enough.
 */
export async function toldFailure(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ deliveries }: Pick<Batch, 'deliveries'>,
): Promise<(ToldFailure & { readonly executionId: string }) | null> {
	const rows = await db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.innerJoin('actionOutcome', (join) =>
			join
				.onRef('actionOutcome.eventId', '=', 'delivery.eventId')
				.onRef('actionOutcome.workflowId', '=', 'subscription.workflowId')
				.onRef('actionOutcome.attempt', '=', 'delivery.attempt'),
		)
		.select(['actionOutcome.failureJson', 'actionOutcome.executionId'])
		.where(
			'delivery.id',
			'in',
			deliveries.map(({ id }) => id),
		)
		.where('actionOutcome.failureJson', 'is not', null)
		.limit(MOST_READ)
		.execute();
	const told = rows.flatMap(({ failureJson }) => toldIn(failureJson!));
	if (told.length === 0) return null;
	const times = told.flatMap(({ notBefore }) => notBefore ?? []);
	return {
		executionId: rows[0]!.executionId,
		isPassing: told.some(({ isPassing }) => isPassing),
		notBefore: times.length === 0 ? null : Math.max(...times),
		// What was asked and failed is a try.
		isLeftAlone:
			told.some(({ isLeftAlone }) => isLeftAlone) &&
			told.every(({ isLeftAlone, isPassing }) => isLeftAlone || !isPassing),
		obstacle: told.find(({ obstacle }) => obstacle !== null)?.obstacle ?? null,
	};
}

/** Nothing where another version has told it: to throw would have the run never written down as ended. */
function toldIn(json: string): ToldFailure[] {
	try {
		return [schema.parse(JSON.parse(json))];
	} catch {
		return [];
	}
}

/** Of one run, more tell nothing new. */
const MOST_READ = 1_000;
