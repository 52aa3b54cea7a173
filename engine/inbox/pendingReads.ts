import type { EntityType } from '../events/entityType.ts';
import type { Provider, StoreMessage } from '../providers/provider.ts';
import { StoreError } from '../providers/storeError.ts';
import type { Connection } from '../providers/storeHttp.ts';
import type { Row } from '../state/schema.ts';
import { askStore } from './askStore.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';
import { lockIntegration } from './lockIntegration.ts';
import { storeObservations } from './storeObservations.ts';

/** Then imports are left to bring in what could not be read. */
export const READS_GIVEN_UP_MS = 24 * 3_600_000;

/** So many are read at once: stores that name entities allow some hundred calls a minute. */
const AT_ONCE = 5;
/** Longer than a read takes: whoever has begun one is gone by then, and another one reads. */
const CLAIM_MS = 2 * 60_000;
/** How long after a read that failed the next one comes; the last one holds for all that follow. */
const AGAIN_MS = [2_000, 10_000, 60_000, 5 * 60_000, 15 * 60_000] as const;

/** A store to read from. */
export type ReadStore = {
	readonly integration: Integration;
	readonly provider: Provider;
	readonly connection: Connection<unknown>;
};

type Pointer = StoreMessage & { kind: 'pointer' };
type Pending = Row<'pendingRead'>;

/**
 * Stores the receipt of a message that names an entity, and that the entity is to be read. What is named several
 * times before it is read is read once.
 *
 * @returns `isRepetition` when this very message was stored before, or the store has been removed
 */
export async function storePointer(
	inbox: Inbox,
	integration: Integration,
	{ receiptKey, entityType, id: entityId }: Pointer,
	receivedAt: Date,
): Promise<{ isRepetition: boolean }> {
	const { guid: integrationGuid } = integration;
	const nowMs = inbox.now();
	return await inbox.database.db.transaction().execute(async (trx) => {
		const { isRemoved } = await lockIntegration(trx, inbox, integration);
		if (isRemoved) return { isRepetition: true };
		const receipt = await trx
			.insertInto('receipt')
			.values({ integrationGuid, key: receiptKey, receivedAt: receivedAt.getTime() })
			.onConflict((conflict) => conflict.doNothing())
			.returning('key')
			.executeTakeFirst();
		if (receipt === undefined) return { isRepetition: true };
		const named = { receiptKey, since: nowMs, dueAt: nowMs };
		await trx
			.insertInto('pendingRead')
			.values({ integrationGuid, entityType, entityId, ...named, attempts: 0 })
			.onConflict((conflict) =>
				conflict.columns(['integrationGuid', 'entityType', 'entityId']).doUpdateSet(named),
			)
			.execute();
		return { isRepetition: false };
	});
}

/**
 * Reads what a store has named, and stores it as an answer of the store. What cannot be read is tried again, ever
 * more seldom, for a day.
 *
 * @returns when there is something to read again, epoch milliseconds; `null` when there is nothing left. `isBusy`
 *   where the store asks to be left alone until then
 */
export async function readPending(
	inbox: Inbox,
	store: ReadStore,
): Promise<{ readonly nextAt: number | null; readonly isBusy: boolean }> {
	const { db } = inbox.database;
	const { guid } = store.integration;
	for (;;) {
		const claimed = await claimDue(inbox, guid);
		const waits = await Promise.all(claimed.map(async (one) => await readOne(inbox, store, one)));
		const busyUntil = Math.max(...waits.map((wait) => wait ?? 0), 0);
		if (busyUntil > 0) return { nextAt: busyUntil, isBusy: true };
		if (claimed.length > 0) continue;
		const next = await db
			.selectFrom('pendingRead')
			.select((eb) => eb.fn.min('dueAt').as('dueAt'))
			.where('integrationGuid', '=', guid)
			.executeTakeFirst();
		return { nextAt: next?.dueAt ?? null, isBusy: false };
	}
}

/** Of those that are due, some that nobody else has begun to read. */
async function claimDue({ database: { db }, now }: Inbox, guid: string): Promise<Pending[]> {
	const nowMs = now();
	const due = await db
		.selectFrom('pendingRead')
		.selectAll()
		.where('integrationGuid', '=', guid)
		.where('dueAt', '<=', nowMs)
		.orderBy('dueAt')
		.limit(AT_ONCE)
		.execute();
	const claimed: Pending[] = [];
	for (const one of due) {
		const { numUpdatedRows } = await rowOf(db, one)
			.set({ dueAt: nowMs + CLAIM_MS })
			.where('dueAt', '=', one.dueAt)
			.executeTakeFirst();
		if (numUpdatedRows > 0n) claimed.push(one);
	}
	return claimed;
}

/** @returns until when the store asks to be left alone, epoch milliseconds; `null` where it does not */
async function readOne(inbox: Inbox, store: ReadStore, pending: Pending): Promise<number | null> {
	try {
		await readAndStore(inbox, store, pending);
		return null;
	} catch (error) {
		const nowMs = inbox.now();
		const about = `${pending.entityType} ${pending.entityId} of ${store.integration.name}`;
		if (nowMs - pending.since >= READS_GIVEN_UP_MS) {
			inbox.warn(
				`${about} was named, and could not be read for a day: imports may bring it`,
				error,
			);
			await inbox.database.db
				.deleteFrom('pendingRead')
				.where((eb) => eb.and(keyOf(pending)))
				.where('receiptKey', '=', pending.receiptKey)
				.execute();
			return null;
		}
		if (pending.attempts === 0) inbox.warn(`${about} could not be read yet`, error);
		const isBusy = error instanceof StoreError && BUSY.includes(error.kind);
		const asked = error instanceof StoreError ? error.retryAfterMs : null;
		const dueAt = nowMs + (asked ?? AGAIN_MS[Math.min(pending.attempts, AGAIN_MS.length - 1)]!);
		await rowOf(inbox.database.db, pending)
			.set({ dueAt, attempts: pending.attempts + 1 })
			.execute();
		return isBusy ? dueAt : null;
	}
}

/** What is true of the whole store and not of the entity. */
const BUSY: ReadonlyArray<StoreError['kind']> = [
	'throttled',
	'unavailable',
	'timeout',
	'unreachable',
];

async function readAndStore(
	inbox: Inbox,
	{ integration, provider, connection }: ReadStore,
	pending: Pending,
): Promise<void> {
	const { entityType, entityId, receiptKey } = pending;
	const { answer: observations, answeredAt } = await askStore(
		connection,
		async (asked) => await provider.readEntity(asked, entityType, entityId),
	);
	const { woken } = await inbox.database.db.transaction().execute(async (trx) => {
		const locked = await lockIntegration(trx, inbox, integration);
		const source = {
			receivedAtMs: inbox.now(),
			telling: { at: answeredAt, isAnswer: true },
		};
		const stored = await storeObservations(trx, inbox, integration, locked, [
			{ observations, source },
		]);
		const { numDeletedRows } = await trx
			.deleteFrom('pendingRead')
			.where((eb) => eb.and(keyOf(pending)))
			.where('receiptKey', '=', receiptKey)
			.executeTakeFirst();
		// It was named once more while it was being read: what was read may be older than that.
		if (numDeletedRows === 0n) {
			await rowOf(trx, pending).set({ dueAt: inbox.now(), attempts: 0 }).execute();
		}
		return stored;
	});
	if (woken.length > 0) inbox.wake(woken);
}

const keyOf = ({ integrationGuid, entityType, entityId }: Pending) => ({
	integrationGuid,
	entityType: entityType satisfies EntityType,
	entityId,
});

const rowOf = (db: Inbox['database']['db'], pending: Pending) =>
	db.updateTable('pendingRead').where((eb) => eb.and(keyOf(pending)));
