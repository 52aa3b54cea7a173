import { sql } from 'kysely';
import { KEY_IN_USE_MS } from '../alerts/expiringKeys.ts';
import { expireRhythms } from '../alerts/storeRhythm.ts';
import { noteRemoved, numberAllEvents } from '../history/eventFeed.ts';
import { READS_GIVEN_UP_MS } from '../inbox/pendingReads.ts';
import { deleteRowsOfStore } from '../inbox/removeIntegration.ts';
import { GIVEN_UP_MS } from '../parcels/waitingParcels.ts';
import { WATCHED_MS } from '../parcels/watchedParcels.ts';
import { deleteEndedPauses } from '../pauses/pauses.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { inSlices, SLICE_ROWS } from '../state/slices.ts';
import { bumpSubscriptions } from './bumpSubscriptions.ts';
import { deleteOrphans } from './deleteOrphans.ts';

const DAY_MS = 24 * 3_600_000;

/** How long each thing is kept once nothing waits for it any more. */
export const RETENTION_MS = {
	settledDelivery: 14 * DAY_MS,
	deadDelivery: 30 * DAY_MS,
	event: 14 * DAY_MS,
	receipt: 30 * DAY_MS,
	/** Longer than a dead letter, which may still be tried again by hand. */
	sentAction: 60 * DAY_MS,
	/** A workflow that was unpublished, then forgotten. */
	detachedSubscription: 60 * DAY_MS,
	/** Given up after half of it; so long it can be looked up. */
	waitingParcel: GIVEN_UP_MS,
	/** Nobody has had it since. */
	lease: 60 * DAY_MS,
	refusedMessage: 14 * DAY_MS,
	/** Since it was begun. */
	importRun: 14 * DAY_MS,
	/** Since it has ended. */
	alert: 30 * DAY_MS,
	/** As long as their events. */
	actionOutcome: 14 * DAY_MS,
	/** Given up by then. */
	pendingRead: READS_GIVEN_UP_MS + DAY_MS,
	/** Since something new was heard of it. */
	watchedParcel: WATCHED_MS,
	/** Nobody has asked it since. */
	receiver: DAY_MS,
	/** Since it was begun. */
	catchUp: 60 * DAY_MS,
	/** What the REST API promises. */
	answeredRequest: DAY_MS,
	/** Since it was revoked or has expired: so long the list shows it. */
	apiToken: 30 * DAY_MS,
	/** Far longer than a message can be under way. */
	removedStore: 30 * DAY_MS,
} as const;

type Database = Pick<OpenDatabase, 'db' | 'dialect'>;

/**
 * Deletes what has been kept long enough, in slices. Events go when no delivery is left that needs them.
 * Each slice is a transaction: one that is cut off goes on the next time.
 */
export async function deleteExpired(database: Database, nowMs: number): Promise<void> {
	await expireDeliveries(database, nowMs);
	await expireSubscriptions(database, nowMs);
	await deleteOrphans(database);
	await numberAllEvents(database);
	await expireEvents(database, nowMs);
	await expireReceipts(database, nowMs);
	await expireKeyed(database, 'sentAction', 'key', 'sentAt', nowMs - RETENTION_MS.sentAction);
	await expireKeyed(database, 'ownUpdate', 'key', 'expiresAt', nowMs);
	await expireKeyed(database, 'actionOutcome', 'id', 'at', nowMs - RETENTION_MS.actionOutcome);
	await expireKeyed(
		database,
		'refusedMessage',
		'id',
		'lastAt',
		nowMs - RETENTION_MS.refusedMessage,
	);
	await expireKeyed(database, 'importRun', 'id', 'startedAt', nowMs - RETENTION_MS.importRun);
	await expireKeyed(database, 'alert', 'id', 'endedAt', nowMs - RETENTION_MS.alert);
	await expireRhythms(database, nowMs);
	await deleteEndedPauses(database, nowMs);
	await database.db
		.deleteFrom('receiver')
		.where('until', '<', nowMs - RETENTION_MS.receiver)
		.execute();
	await database.db
		.deleteFrom('expiringKey')
		.where('seenAt', '<', nowMs - KEY_IN_USE_MS)
		.execute();
	await database.db
		.deleteFrom('waitingParcel')
		.where('since', '<', nowMs - RETENTION_MS.waitingParcel)
		.execute();
	await database.db
		.deleteFrom('toldParcel')
		.where('orderGuid', 'is', null)
		.where('isByHand', '=', 0)
		.where('since', '<', nowMs - RETENTION_MS.waitingParcel)
		.execute();
	await database.db
		.deleteFrom('lease')
		.where((eb) =>
			eb.or([
				eb('until', '<', nowMs - RETENTION_MS.lease),
				// Each request that names itself, or changes something, leaves one: none is taken again a day later.
				eb('kind', 'in', ['request', 'provision']).and(
					'until',
					'<',
					nowMs - RETENTION_MS.answeredRequest,
				),
			]),
		)
		.execute();
	await database.db
		.deleteFrom('catchUp')
		.where('status', '!=', 'running')
		.where('createdAt', '<', nowMs - RETENTION_MS.catchUp)
		.execute();
	await database.db
		.deleteFrom('answeredRequest')
		.where('at', '<', nowMs - RETENTION_MS.answeredRequest)
		.execute();
	await database.db
		.deleteFrom('apiToken')
		.where((eb) => {
			const before = nowMs - RETENTION_MS.apiToken;
			return eb.or([eb('revokedAt', '<', before), eb('expiresAt', '<', before)]);
		})
		.execute();
	await database.db
		.deleteFrom('pendingRead')
		.where('since', '<', nowMs - RETENTION_MS.pendingRead)
		.execute();
	await database.db
		.deleteFrom('watchedParcel')
		.where('newsAt', '<', nowMs - RETENTION_MS.watchedParcel)
		.execute();
	await finishRemovals(database, nowMs);
}

async function expireDeliveries(database: Database, nowMs: number): Promise<void> {
	const { db } = database;
	let [settledAt, seq] = [-1, 0];
	await inSlices(async () => {
		// Dead letters are kept for longer, and are passed over.
		const window = await db
			.selectFrom('delivery')
			.select(['seq', 'status', 'settledAt'])
			.where('settledAt', 'is not', null)
			.where('settledAt', '<', nowMs - RETENTION_MS.settledDelivery)
			.where(sql<boolean>`(settled_at, seq) > (${settledAt}, ${seq})`)
			.orderBy('settledAt')
			.orderBy('seq')
			.limit(SLICE_ROWS)
			.execute();
		const expired = window.filter(
			(row) =>
				row.status === 'delivered' ||
				row.status === 'dropped' ||
				row.settledAt! < nowMs - RETENTION_MS.deadDelivery,
		);
		if (expired.length > 0) {
			const seqs = expired.map((row) => row.seq);
			await db
				.deleteFrom('delivery')
				.where(
					'seq',
					'in',
					// One that somebody has just told to be tried again stays.
					deliveriesInOrder(database, db, (rows) =>
						rows.where('seq', 'in', seqs).where('settledAt', 'is not', null),
					),
				)
				.execute();
		}
		const last = window.at(-1);
		if (last) [settledAt, seq] = [last.settledAt!, last.seq];
		return window.length === SLICE_ROWS;
	});
}

async function expireSubscriptions({ db, dialect }: Database, nowMs: number): Promise<void> {
	const longAgo = nowMs - RETENTION_MS.detachedSubscription;
	await db.transaction().execute(async (trx) => {
		let query = trx
			.selectFrom('subscription')
			.select('id')
			// Taken down, or of a process that was killed, and that no other has come for.
			.where((eb) =>
				eb(
					eb.fn.coalesce(
						eb
							.selectFrom('lease')
							.select('until')
							.where('kind', '=', 'subscription')
							.whereRef('key', '=', 'subscription.id'),
						'attachedAt',
					),
					'<',
					longAgo,
				),
			)
			.orderBy('id')
			.limit(SLICE_ROWS);
		if (dialect.locksRows) query = query.forUpdate();
		const ids = (await query.execute()).map(({ id }) => id);
		if (ids.length === 0) return;
		await trx.deleteFrom('subscription').where('id', 'in', ids).execute();
		await bumpSubscriptions(trx);
	});
}

async function expireEvents({ db, dialect }: Database, nowMs: number): Promise<void> {
	let [receivedAt, id] = [-1, ''];
	await inSlices(async () => {
		const window = await db
			.selectFrom('event')
			.select(['id', 'receivedAt'])
			.where('receivedAt', '<', nowMs - RETENTION_MS.event)
			.where(sql<boolean>`(received_at, id) > (${receivedAt}, ${id})`)
			.orderBy('receivedAt')
			.orderBy('id')
			.limit(SLICE_ROWS)
			.execute();
		if (window.length > 0) {
			let unneeded = db
				.selectFrom('event')
				.select('event.id')
				.where(
					'event.id',
					'in',
					window.map((row) => row.id),
				)
				// The feed has to know that it is gone.
				.where('event.feedNumber', 'is not', null)
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom('delivery')
								.select('delivery.id')
								.whereRef('delivery.eventId', '=', 'event.id'),
						),
					),
				);
			if (dialect.locksRows) unneeded = unneeded.orderBy('event.id').forUpdate().skipLocked();
			await db.transaction().execute(async (trx) => {
				const gone = await trx
					.deleteFrom('event')
					.where('id', 'in', unneeded)
					.returning(['id', 'space', 'feedNumber'])
					.execute();
				const ids = gone.map((row) => row.id);
				if (ids.length === 0) return;
				await noteRemoved(trx, gone);
				await trx.deleteFrom('eventSku').where('eventId', 'in', ids).execute();
			});
		}
		const last = window.at(-1);
		if (last) ({ receivedAt, id } = last);
		return window.length === SLICE_ROWS;
	});
}

async function expireReceipts({ db, dialect }: Database, nowMs: number): Promise<void> {
	await inSlices(async () => {
		let expired = db
			.selectFrom('receipt')
			.select(['integrationGuid', 'key'])
			.where('receivedAt', '<', nowMs - RETENTION_MS.receipt)
			.limit(SLICE_ROWS);
		if (dialect.locksRows) expired = expired.forUpdate().skipLocked();
		const { numDeletedRows } = await db
			.deleteFrom('receipt')
			.where(({ eb, refTuple }) =>
				eb(refTuple('integrationGuid', 'key'), 'in', expired.$asTuple('integrationGuid', 'key')),
			)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	});
}

async function expireKeyed(
	{ db, dialect }: Database,
	table: 'sentAction' | 'ownUpdate' | 'actionOutcome' | 'refusedMessage' | 'importRun' | 'alert',
	key: 'key' | 'id',
	column: 'sentAt' | 'expiresAt' | 'at' | 'lastAt' | 'startedAt' | 'endedAt',
	before: number,
): Promise<void> {
	await inSlices(async () => {
		let expired = db
			.selectFrom(table)
			.select(sql.ref<string>(key).as('key'))
			.where(sql.ref<number>(column), '<', before)
			.limit(SLICE_ROWS);
		if (dialect.locksRows) expired = expired.forUpdate().skipLocked();
		const { numDeletedRows } = await db
			.deleteFrom(table)
			.where(sql.ref<string>(key), 'in', expired)
			.where(sql.ref<number>(column), '<', before)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	});
}

/** Goes on with what a killed process has begun to remove. */
async function finishRemovals(database: Database, nowMs: number): Promise<void> {
	const removed = await database.db.selectFrom('removedStore').select('integrationGuid').execute();
	for (const { integrationGuid } of removed) await deleteRowsOfStore(database, integrationGuid);
	await database.db
		.deleteFrom('removedStore')
		.where('removedAt', '<', nowMs - RETENTION_MS.removedStore)
		.execute();
}
