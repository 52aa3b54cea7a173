import { safeText } from '../history/safeText.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { withAttempt } from './attempts.ts';
import type { Batch, Claimant } from './claimBatches.ts';
import { isClaimed } from './due.ts';

/**
 * How a run ended; `lost` is one that was cut off, through no fault of its own, and `postponed` one that n8n
 * could not even begin, for its own database or queue was away.
 */
export type RunOutcome =
	| { readonly kind: 'done' }
	| {
			readonly kind: 'failed' | 'lost' | 'postponed';
			readonly error: string;
			/** The node that failed, where n8n tells it. */
			readonly node?: string | undefined;
	  };

/** A run that took n8n down with it this often is not started again. */
export const MAX_LOSSES = 10;
/** So that what ends with n8n is not begun again before it has ended. */
export const LOSS_DELAY_MS = 5_000;
/** It counts as no try of its own: the event can do nothing for it, however long that lasts. */
export const POSTPONED_MS = 10_000;
const MAX_ERROR_CHARACTERS = 2_000;

/**
 * Writes down how the run of a batch ended. Only the process that still holds the claim can: one that lost
 * its lease changes nothing.
 *
 * @returns how many deliveries were settled; 0 when the claim was lost
 */
export async function settleBatch(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	batch: Batch,
	outcome: RunOutcome,
	retryDelaysMs: readonly number[],
	{ processId }: Pick<Claimant, 'processId'>,
	nowMs: number,
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
	const { kind, ...said } = outcome;
	const ended = { outcome: kind, ...said, key: batch.key };
	const released = {
		claimedBy: null,
		leaseUntil: null,
		attemptsText: withAttempt({ ...ended, startedAt: batch.claimedAt, endedAt: nowMs }),
	};

	if (outcome.kind === 'done') {
		const { numUpdatedRows } = await held
			.set({ ...released, status: 'delivered', lastError: null, settledAt: nowMs })
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}

	const lastError = safeText(outcome.error, MAX_ERROR_CHARACTERS);
	if (outcome.kind === 'postponed') {
		const { numUpdatedRows } = await held
			.set({ ...released, status: 'waiting', lastError, dueAt: nowMs + POSTPONED_MS })
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}
	if (outcome.kind === 'lost') {
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

	// A batch has either never failed or is a single delivery, so one number of failures stands for all.
	const failures = (batch.deliveries[0]?.failures ?? 0) + 1;
	const delayMs = retryDelaysMs[failures - 1];
	const { numUpdatedRows } = await held
		.set(
			delayMs === undefined
				? { ...released, status: 'dead', failures, lastError, settledAt: nowMs }
				: { ...released, status: 'waiting', failures, lastError, dueAt: nowMs + delayMs },
		)
		.executeTakeFirst();
	return Number(numUpdatedRows);
}
