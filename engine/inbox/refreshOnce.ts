import { keepLease } from '../leases.ts';
import { noteAsked } from '../parcels/watchedParcels.ts';
import { StoreError } from '../providers/storeError.ts';
import type { KnownParcel } from '../providers/storeSide.ts';
import { askStore } from './askStore.ts';
import { patiently, type ImportOptions } from './importChanges.ts';
import type { Inbox } from './inbox.ts';
import { lockIntegration } from './lockIntegration.ts';
import type { ReadStore } from './pendingReads.ts';
import { storeObservations } from './storeObservations.ts';

/** What came of asking for some parcels. */
export type Refreshed = {
	/** How many the platform has told of. */
	readonly read: number;
	/** How many of them were new or changed, and how many of these became events. */
	readonly stored: number;
	readonly events: number;
};

/** What is wrong with what was asked for, and not with the platform or the keys. */
const OF_PARCELS: ReadonlyArray<StoreError['kind']> = [
	'rejected',
	'not_found',
	'not_json',
	'too_large',
];

/**
 * Asks a platform for parcels, and stores what it says as it stores a page of a list.
 *
 * @returns the refusal where it lies with the parcels: from then on each of them is asked for by itself, and one that
 *   was is left for as long as if it had been told of. `null` where the store was removed meanwhile, or another
 *   workflow has connected it
 * @throws StoreError when the platform cannot be asked; LostLease when another run imports from it
 */
export async function refreshOnce(
	inbox: Inbox,
	{ integration, provider, connection }: ReadStore,
	parcels: readonly KnownParcel[],
	{ wait, lease }: Pick<ImportOptions, 'wait' | 'lease'>,
): Promise<Refreshed | StoreError | null> {
	const { database, now, wake } = inbox;
	const { guid } = integration;
	const ask = async () =>
		await askStore(connection, async (asked) => await provider.refreshParcels!(asked, parcels));
	const answered = await patiently(ask, wait).catch((error: unknown) => {
		if (error instanceof StoreError && OF_PARCELS.includes(error.kind)) return error;
		throw error;
	});
	if (answered instanceof StoreError) {
		const isAlone = parcels.length === 1;
		await database.db.transaction().execute(async (trx) => {
			await lockIntegration(trx, inbox, integration);
			await noteAsked(trx, guid, parcels, { isAlone: 1, ...(isAlone && { heardAt: now() }) });
		});
		return answered;
	}
	const { answer: observations, answeredAt } = answered;
	const nowMs = now();
	const stored = await database.db.transaction().execute(async (trx) => {
		const locked = await lockIntegration(trx, inbox, integration);
		if (locked.isRemoved) return null;
		if (lease !== undefined) await keepLease(trx, lease, nowMs);
		// Also those that the platform does not have.
		await noteAsked(trx, guid, parcels, { isAlone: 0, heardAt: nowMs });
		const source = { receivedAtMs: nowMs, telling: { at: answeredAt, isAnswer: true } };
		return await storeObservations(trx, inbox, integration, locked, [{ observations, source }]);
	});
	if (stored === null) return null;
	if (stored.woken.length > 0) wake(stored.woken);
	const events = stored.events.flat().length;
	return { read: observations.length, stored: stored.changes, events };
}
