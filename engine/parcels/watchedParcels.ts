import type { KnownParcel, Refreshes } from '../providers/storeSide.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { slicesOf } from '../state/slices.ts';
import { lazily, type Statement } from '../state/together.ts';
import { toldParcelOf } from './toldParcel.ts';

type Database = OpenDatabase['db'];
type Store = { readonly guid: string; readonly space: string };

/** For how long a parcel of which nothing new is heard is asked for. */
export const WATCHED_MS = 90 * 24 * 3_600_000;

/** What becomes due so soon is asked for with what is due: a few calls for many, and none of them late. */
const SOON_MS = 10 * 60_000;

/** Parcels that were last heard of then, or before, are due now or soon; epoch milliseconds. */
export const dueBefore = ({ everyMs }: Refreshes, nowMs: number): number =>
	nowMs - everyMs + Math.min(SOON_MS, everyMs / 4);

/** When the first parcel of a store is due, epoch milliseconds; `null` where none is on its way. */
export async function nextDueAt(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	{ everyMs }: Refreshes,
	nowMs: number,
): Promise<number | null> {
	const first = await watchedOf(db, integrationGuid, nowMs)
		.select('heardAt')
		.orderBy('heardAt')
		.limit(1)
		.executeTakeFirst();
	return first === undefined ? null : first.heardAt + everyMs;
}

/**
 * Some parcels to ask for with one call, those that were heard of longest ago; one that has to be asked for by
 * itself comes alone.
 *
 * @param heardBefore they were last heard of then, or before; epoch milliseconds
 */
export async function parcelsToAskFor(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ guid, space }: Store,
	heardBefore: number,
	most: number,
	nowMs: number,
): Promise<KnownParcel[]> {
	const rows = await watchedOf(db, guid, nowMs)
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'watchedParcel.integrationGuid')
				.on('snapshot.entityType', '=', 'Shipment')
				.onRef('snapshot.entityId', '=', 'watchedParcel.shipmentId'),
		)
		.select(['shipmentId', 'isAlone', 'entityJson'])
		.where('heardAt', '<=', heardBefore)
		.orderBy('heardAt')
		.limit(most)
		.execute();
	const chosen =
		rows[0]?.isAlone === 1 ? rows.slice(0, 1) : rows.filter(({ isAlone }) => isAlone === 0);
	return chosen.map(({ shipmentId: id, entityJson }) => {
		const told = toldParcelOf(space, guid, readJson(entityJson));
		return { id, trackingNumber: told?.trackingNumber ?? null, carrier: told?.carrier ?? null };
	});
}

/** How many parcels of a store are to be asked for. @param heardBefore as above */
export async function countToAskFor(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	heardBefore: number,
	nowMs: number,
): Promise<number> {
	const { count } = await watchedOf(db, integrationGuid, nowMs)
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('heardAt', '<=', heardBefore)
		.executeTakeFirstOrThrow();
	return Number(count);
}

const watchedOf = (db: Database, integrationGuid: string, nowMs: number) =>
	db
		.selectFrom('watchedParcel')
		.where('watchedParcel.integrationGuid', '=', integrationGuid)
		.where('newsAt', '>', nowMs - WATCHED_MS);

/** Writes down that parcels were asked for. @param isAlone whether each is asked for by itself from now on */
export async function noteAsked(
	trx: Database,
	integrationGuid: string,
	parcels: readonly KnownParcel[],
	heard: { readonly heardAt?: number; readonly isAlone: 0 | 1 },
): Promise<void> {
	for (const part of slicesOf(parcels)) {
		await trx
			.updateTable('watchedParcel')
			.set(heard)
			.where('integrationGuid', '=', integrationGuid)
			.where(
				'shipmentId',
				'in',
				part.map(({ id }) => id),
			)
			.execute();
	}
}

/** A parcel on its way that was told of. */
export type HeardParcel = { readonly shipmentId: string; readonly isNews: boolean };

/** What writes down that parcels were heard of: then none of them is due. */
export const heardOf = (
	trx: Database,
	integrationGuid: string,
	heard: readonly HeardParcel[],
	nowMs: number,
): Array<Statement<unknown>> =>
	[...Map.groupBy(heard, ({ isNews }) => isNews)].flatMap(([isNews, parcels]) =>
		slicesOf(parcels).map((part) =>
			lazily(() =>
				trx
					.insertInto('watchedParcel')
					.values(
						part.map(({ shipmentId }) => ({
							...{ integrationGuid, shipmentId, heardAt: nowMs, newsAt: nowMs, isAlone: 0 },
						})),
					)
					.onConflict((conflict) =>
						conflict
							.columns(['integrationGuid', 'shipmentId'])
							.doUpdateSet({ heardAt: nowMs, isAlone: 0, ...(isNews && { newsAt: nowMs }) }),
					),
			),
		),
	);

/** What lets parcels be asked for no more. */
export const unwatching = (
	trx: Database,
	integrationGuid: string,
	shipmentIds: readonly string[],
): Array<Statement<unknown>> =>
	slicesOf(shipmentIds).map((part) =>
		lazily(() =>
			trx
				.deleteFrom('watchedParcel')
				.where('integrationGuid', '=', integrationGuid)
				.where('shipmentId', 'in', part),
		),
	);

function readJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}
