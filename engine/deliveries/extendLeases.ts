import { LEASE_MS } from '../leases.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Claimant } from './claimBatches.ts';
import { isClaimed } from './due.ts';

/** Says that this process is still at its runs. */
export async function extendLeases(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	{ processId, heldKeys }: Pick<Claimant, 'processId' | 'heldKeys'>,
	nowMs: number,
): Promise<void> {
	if (heldKeys.size === 0) return;
	const { db } = database;
	await db
		.updateTable('delivery')
		.set({ leaseUntil: nowMs + LEASE_MS })
		.where(
			'seq',
			'in',
			deliveriesInOrder(database, db, (deliveries) =>
				deliveries
					.where(isClaimed)
					.where('claimedBy', '=', processId)
					.where('claimKey', 'in', [...heldKeys]),
			),
		)
		.execute();
}

/**
 * Gives up what an engine of this same process has claimed, and cannot be at any more. Whether a run of it goes on,
 * n8n's side knows by its key.
 */
export async function endClaims(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	{ processId }: Pick<Claimant, 'processId'>,
): Promise<void> {
	const { db } = database;
	await db
		.updateTable('delivery')
		.set({ leaseUntil: 0 })
		.where(
			'seq',
			'in',
			deliveriesInOrder(database, db, (deliveries) =>
				deliveries.where(isClaimed).where('claimedBy', '=', processId),
			),
		)
		.execute();
}
