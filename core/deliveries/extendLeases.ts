import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Claimant } from './claimBatch.ts';
import { LEASE_MS } from './due.ts';

/** Says that this process is still at its runs. */
export async function extendLeases(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ processId, heldKeys }: Pick<Claimant, 'processId' | 'heldKeys'>,
	nowMs: number,
): Promise<void> {
	if (heldKeys.size === 0) return;
	await db
		.updateTable('delivery')
		.set({ leaseUntil: nowMs + LEASE_MS })
		.where('status', '=', 'claimed')
		.where('claimedBy', '=', processId)
		.where('claimKey', 'in', [...heldKeys])
		.execute();
}
