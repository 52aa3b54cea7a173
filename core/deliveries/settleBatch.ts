import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Batch, Claimant } from './claimBatch.ts';

/** How a run ended. */
export type RunOutcome =
	| { readonly kind: 'done' }
	| { readonly kind: 'failed'; readonly error: string };

const MAX_ERROR_CHARACTERS = 2_000;

/**
 * Writes down how the run of a batch ended. Only the process that still holds the claim can: one that lost
 * its lease changes nothing.
 *
 * @returns how many deliveries were settled; 0 when the claim was lost
 */
export async function settleBatch(
	{ db }: Pick<OpenDatabase, 'db'>,
	batch: Batch,
	outcome: RunOutcome,
	retryDelaysMs: readonly number[],
	{ processId }: Pick<Claimant, 'processId'>,
	nowMs: number,
): Promise<number> {
	const held = db
		.updateTable('delivery')
		.where(
			'id',
			'in',
			batch.deliveries.map(({ id }) => id),
		)
		.where('status', '=', 'claimed')
		.where('claimedBy', '=', processId)
		.where('claimKey', '=', batch.key);
	const released = { claimedBy: null, leaseUntil: null };

	if (outcome.kind === 'done') {
		const { numUpdatedRows } = await held
			.set({ ...released, status: 'delivered', lastError: null, settledAt: nowMs })
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}

	// A batch has either never failed or is a single delivery, so one number of failures stands for all.
	const failures = (batch.deliveries[0]?.failures ?? 0) + 1;
	const delayMs = retryDelaysMs[failures - 1];
	const lastError = outcome.error.slice(0, MAX_ERROR_CHARACTERS);
	const { numUpdatedRows } = await held
		.set(
			delayMs === undefined
				? { ...released, status: 'dead', failures, lastError, settledAt: nowMs }
				: { ...released, status: 'waiting', failures, lastError, dueAt: nowMs + delayMs },
		)
		.executeTakeFirst();
	return Number(numUpdatedRows);
}
