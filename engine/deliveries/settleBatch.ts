import { safeText } from '../history/safeText.ts';
import { utcTime } from '../history/utcTime.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { withAttempt } from './attempts.ts';
import type { Batch, Claimant } from './claimBatches.ts';
import { continuedBy } from './runKeys.ts';
import { isClaimed } from './due.ts';
import { nextTry } from './nextTry.ts';
import type { DeliveryOptions } from './subscription.ts';
import { toldFailure } from './toldFailure.ts';

/**
 * How a run ended; `lost` is one that was cut off, through no fault of its own, and `postponed` one that n8n
 * could not even begin, for its own database or queue was away.
 */
export type RunOutcome = {
	/** n8n's id of the run, where it is known. */
	readonly executionId?: string | undefined;
} & (
	| { readonly kind: 'done' }
	| {
			readonly kind: 'failed' | 'lost' | 'postponed';
			readonly error: string;
			/** The node that failed, where n8n tells it. */
			readonly node?: string | undefined;
			/** Whether n8n could not do it, which is no fault of the workflow. */
			readonly isRefused?: boolean | undefined;
			/** Whether it is not tried again, whatever waiting times were chosen. */
			readonly isFinal?: boolean | undefined;
	  }
);

/** A run that took n8n down with it this often is not started again. */
export const MAX_LOSSES = 10;
/** So that what ends with n8n is not begun again before it has ended. */
export const LOSS_DELAY_MS = 5_000;
/** It counts as no try of its own: the event can do nothing for it, however long that lasts. */
export const POSTPONED_MS = 10_000;
export const MAX_ERROR_CHARACTERS = 2_000;

/**
 * Writes down how the run of a batch ended. Only the process that still holds the claim can: one that lost
 * its lease changes nothing.
 *
 * @param random between 0 and 1
 * @returns how many deliveries were settled; 0 when the claim was lost
 */
export async function settleBatch(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	batch: Batch,
	outcome: RunOutcome,
	retryDelaysMs: DeliveryOptions['retryDelaysMs'],
	{ processId }: Pick<Claimant, 'processId'>,
	nowMs: number,
	random: () => number = Math.random,
): Promise<number> {
	const { db } = database;
	const held = db.updateTable('delivery').where(
		'seq',
		'in',
		deliveriesInOrder(database, db, (deliveries) =>
			deliveries
				.where(
					'id',
					'in',
					batch.deliveries.map(({ id }) => id),
				)
				.where(isClaimed)
				.where('claimedBy', '=', processId)
				.where('claimKey', '=', batch.key),
		),
	);
	const told = outcome.kind === 'failed' ? await toldFailure({ db }, batch) : null;
	const attempt = {
		outcome: outcome.kind,
		key: batch.key,
		startedAt: batch.claimedAt,
		endedAt: nowMs,
		executionId: outcome.executionId ?? (told?.executionId || undefined),
	};
	const said =
		outcome.kind === 'done'
			? {}
			: {
					error: outcome.error,
					node: outcome.node,
					isRepeatable:
						outcome.isRefused === true || told?.obstacle === null ? (true as const) : undefined,
				};
	const released = {
		claimedBy: null,
		leaseUntil: null,
		attemptsText: withAttempt({ ...attempt, ...said }),
	};

	if (outcome.kind === 'done') {
		const { numUpdatedRows } = await held
			.set({ ...released, status: 'delivered', lastError: null, settledAt: nowMs })
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}

	const lastError = safeText(outcome.error, MAX_ERROR_CHARACTERS);
	// What had gone on at the node that failed never begins by itself: from its start it would do things twice.
	const isContinued = continuedBy(batch.key) !== null;
	if (outcome.kind === 'postponed' && !isContinued) {
		const { numUpdatedRows } = await held
			.set({ ...released, status: 'waiting', lastError, dueAt: nowMs + POSTPONED_MS })
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}
	if (outcome.kind === 'lost' && !isContinued) {
		const { numUpdatedRows } = await held
			.set((eb) => {
				const isLast = eb('losses', '>=', MAX_LOSSES - 1);
				return {
					...released,
					status: eb
						.case()
						.when(isLast)
						.then('dead' as const)
						.else('waiting' as const)
						.end(),
					losses: eb('losses', '+', 1),
					lastError,
					dueAt: nowMs + LOSS_DELAY_MS,
					settledAt: eb.case().when(isLast).then(nowMs).else(null).end(),
				};
			})
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}

	const before = await db
		.selectFrom('delivery')
		.select('failingSince')
		.where('id', '=', batch.deliveries[0]!.id)
		.executeTakeFirst();
	// A batch has either never failed or is a single delivery, so one number of failures stands for all.
	const failures = (batch.deliveries[0]?.failures ?? 0) + 1;
	const failingSince = before?.failingSince ?? nowMs;
	const run = {
		failures,
		failingSince,
		isAlone: batch.deliveries.length === 1,
		isRefused: outcome.isRefused ?? false,
		told,
	};
	const isLast = isContinued || outcome.isFinal === true;
	const next = isLast ? { whyNot: null } : nextTry(retryDelaysMs, run, nowMs, random);
	const { numUpdatedRows } = await held
		.set({
			...released,
			failingSince,
			...('whyNot' in next
				? { status: 'dead', failures, lastError: toldAs(lastError, next.whyNot), settledAt: nowMs }
				: {
						status: 'waiting',
						failures: next.counts ? failures : failures - 1,
						lastError: toldAs(lastError, `It is tried again at ${utcTime(next.dueAt)}.`),
						dueAt: next.dueAt,
					}),
		})
		.executeTakeFirst();
	return Number(numUpdatedRows);
}

function toldAs(error: string, more: string | null): string {
	if (more === null) return error;
	return `${error}${/[.!?…]$/.test(error) ? '' : '.'} ${more}`;
}
