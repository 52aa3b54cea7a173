import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beyond, pageOf, type Keyset } from '../history/keysetCursor.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { matchParcel, type ParcelMatch } from './matchParcel.ts';
import { waitingKeyOf, type ToldParcel } from './toldParcel.ts';

const DAY_MS = 24 * 3_600_000;
/** For how long a parcel waits for its order: as long as its event is kept. */
export const WAITING_MS = 14 * DAY_MS;
/** For how long one that was given up is listed. */
export const GIVEN_UP_MS = 30 * DAY_MS;

/** Which store a parcel waits for, and which workflow writes it there. */
export type Awaiting = {
	/** The store whose order it may be. */
	readonly targetGuid: string;
	/** n8n's id. */
	readonly workflowId: string;
	/** The event that is delivered again when the order comes. */
	readonly eventId: string;
};

/**
 * Lets a parcel wait for its order, unless the order has come just now.
 *
 * @returns the match that was found at last; of kind `none` where the parcel waits
 */
export async function keepWaiting(
	{ db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>,
	parcel: ToldParcel,
	awaiting: Awaiting,
	nowMs: number,
): Promise<ParcelMatch> {
	return await db.transaction().execute(async (trx) => {
		// Whoever stores the order at this moment is waited for, and the next one sees the parcel wait.
		let lock = trx.selectFrom('integration').select('guid').where('guid', '=', awaiting.targetGuid);
		if (dialect.locksRows) lock = lock.forUpdate();
		await lock.execute();
		const match = await matchParcel(trx, parcel, nowMs);
		if (match.kind !== 'none') return match;
		const told = {
			eventId: awaiting.eventId,
			workflowId: awaiting.workflowId,
			orderKey: waitingKeyOf(parcel),
			orderNumber: parcel.orderNumber,
			trackingNumber: parcel.trackingNumber,
			carrier: parcel.carrier,
			reason: match.reason,
			remark: match.remark,
		};
		await trx
			.insertInto('waitingParcel')
			.values({
				id: randomUUID(),
				space: parcel.space,
				integrationGuid: parcel.integrationGuid,
				shipmentId: parcel.shipmentId,
				targetGuid: awaiting.targetGuid,
				since: nowMs,
				...told,
			})
			.onConflict((conflict) =>
				conflict.columns(['targetGuid', 'integrationGuid', 'shipmentId']).doUpdateSet(told),
			)
			.execute();
		return match;
	});
}

/**
 * The parcel waits no longer.
 *
 * @param targetGuid for which store; left out: for none, because its order is found
 */
export async function forgetWaiting(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ integrationGuid, shipmentId }: Pick<ToldParcel, 'integrationGuid' | 'shipmentId'>,
	targetGuid?: string,
): Promise<void> {
	let query = db.deleteFrom('waitingParcel').where((eb) => eb.and({ integrationGuid, shipmentId }));
	if (targetGuid !== undefined) query = query.where('targetGuid', '=', targetGuid);
	await query.execute();
}

/** One page of the parcels that wait for their order, or were given up, the last one first. */
export async function listWaiting(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: { readonly targetGuid?: string | undefined },
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	let query = db
		.selectFrom('waitingParcel')
		.innerJoin('integration as reporter', 'reporter.guid', 'waitingParcel.integrationGuid')
		.innerJoin('integration as target', 'target.guid', 'waitingParcel.targetGuid')
		.selectAll('waitingParcel')
		.select(['reporter.name as reporterName', 'target.name as targetName'])
		.where('waitingParcel.space', '=', space);
	if (filter.targetGuid !== undefined) {
		query = query.where('waitingParcel.targetGuid', '=', filter.targetGuid);
	}
	if (after !== null) query = query.where(beyond('waitingParcel.since', 'waitingParcel.id', after));
	const rows = await query
		.orderBy('waitingParcel.since', 'desc')
		.orderBy('waitingParcel.id', 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ since, id }) => ({ at: since, id }));
}

/** How many parcels wait in a space, each counted once. */
export async function countWaiting(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	nowMs: number,
): Promise<number> {
	const parcels = db
		.selectFrom('waitingParcel')
		.select(['integrationGuid', 'shipmentId'])
		.distinct()
		.where('space', '=', space)
		.where('since', '>', nowMs - WAITING_MS)
		.as('parcels');
	const { count } = await db
		.selectFrom(parcels)
		.select(sql<number>`count(*)`.as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}
