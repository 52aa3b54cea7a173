import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import { keepLease, type Lease } from '../leases.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import type { Inbox, StoredEvent } from './inbox.ts';
import type { Integration } from './integration.ts';
import { lockIntegration } from './lockIntegration.ts';
import { storeObservations } from './storeObservations.ts';

/** How far the import of one type of entity has come; times are epoch milliseconds. */
export type ImportCursor = Pick<Row<'importCursor'>, 'since' | 'page' | 'newest' | 'completedAt'>;

const NEVER: ImportCursor = { since: null, page: null, newest: null, completedAt: null };

export async function loadCursor(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	entityType: EntityType,
): Promise<ImportCursor> {
	const row = await db
		.selectFrom('importCursor')
		.select(['since', 'page', 'newest', 'completedAt'])
		.where('integrationGuid', '=', integrationGuid)
		.where('entityType', '=', entityType)
		.executeTakeFirst();
	return row ?? NEVER;
}

/**
 * Stores one page of a listing, and moves the cursor behind it, in one transaction: after a crash the page
 * comes again, and what it had already brought is no change.
 *
 * @param answeredAt when the store answered, by its own clock; `null` where it does not say
 * @param lease of the run that imports
 * @returns the events, and how many entities were new or changed
 * @throws LostLease, and stores nothing, where another run has taken over the import
 */
export async function storePage(
	inbox: Inbox,
	integration: Integration,
	entityType: EntityType,
	observations: readonly Observation[],
	answeredAt: number | null,
	cursor: ImportCursor,
	isSilentForOld: boolean,
	lease: Lease | null = null,
): Promise<{ events: StoredEvent[]; changes: number }> {
	const nowMs = inbox.now();
	const { events, changes, woken } = await inbox.database.db.transaction().execute(async (trx) => {
		const locked = await lockIntegration(trx, inbox, integration);
		if (locked.isRemoved) return { events: [], changes: 0, woken: [] };
		if (lease !== null) await keepLease(trx, lease, nowMs);
		const source = {
			receivedAtMs: nowMs,
			telling: { at: answeredAt, isAnswer: true },
			isSilentForOld,
		};
		const stored = await storeObservations(trx, inbox, integration, locked, [
			{ observations, source },
		]);
		await trx
			.insertInto('importCursor')
			.values({ integrationGuid: integration.guid, entityType, ...cursor, updatedAt: nowMs })
			.onConflict((conflict) =>
				conflict
					.columns(['integrationGuid', 'entityType'])
					.doUpdateSet({ ...cursor, updatedAt: nowMs }),
			)
			.execute();
		return { ...stored, events: stored.events.flat() };
	});
	if (woken.length > 0) inbox.wake(woken);
	return { events, changes };
}
