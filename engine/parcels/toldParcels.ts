import { randomUUID } from 'node:crypto';
import { PROVIDERS } from '../providers/providers.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { lazily, type Statement } from '../state/together.ts';
import type { ParcelMatch } from './matchParcel.ts';
import type { ParcelState } from './parcelState.ts';
import { waitingKeyOf, type ToldParcel } from './toldParcel.ts';

type Database = OpenDatabase['db'];

/** The providers whose integrations tell the parcels of shops. */
export const CARRIERS = PROVIDERS.filter(({ providerType }) => providerType === 'shipping').map(
	({ slug }) => slug,
);

export const isCarrier = (provider: string): boolean => CARRIERS.includes(provider);

/**
 * Whoever stores what a carrier tells has to wait for the shops of the space, and they wait for it: else each of two
 * systems would tell a parcel's arrival as the first. The carrier is locked before, and a shop locks no carrier.
 */
export async function lockShops(
	trx: Database,
	{ locksRows }: OpenDatabase['dialect'],
	space: string,
): Promise<void> {
	if (!locksRows) return;
	await trx
		.selectFrom('integration')
		.select('guid')
		.where('space', '=', space)
		.where('provider', 'not in', CARRIERS)
		.orderBy('guid')
		.forUpdate()
		.execute();
}

/** What was found for a carrier's parcel. */
export type FoundMatch = {
	readonly parcel: ToldParcel;
	readonly match: ParcelMatch;
	readonly isByHand: boolean;
	/** What was written down before; `null` for nothing. */
	readonly told: Row<'toldParcel'> | null;
};

/** Writes down which orders carriers' parcels belong to, or why none is known. */
export function saveMatches(
	trx: Database,
	matches: readonly FoundMatch[],
	nowMs: number,
): Array<Statement<unknown>> {
	const rows = matches.map(({ parcel, match, isByHand, told }) => {
		const { space, integrationGuid, shipmentId, trackingKey } = parcel;
		const orderGuid = match.kind === 'matched' ? match.store.guid : null;
		const orderId = match.kind === 'matched' ? match.orderId : null;
		const isAsBefore = told !== null && told.orderGuid === orderGuid && told.orderId === orderId;
		return {
			...{ id: randomUUID(), integrationGuid, shipmentId, space, orderGuid, orderId, trackingKey },
			...{ isByHand: Number(isByHand), orderKey: waitingKeyOf(parcel) },
			reason: match.kind === 'none' ? match.reason : null,
			remark: match.kind === 'none' ? match.remark : null,
			since: isAsBefore ? told.since : nowMs,
		};
	});
	return slicesOf(rows).map((part) =>
		lazily(() =>
			trx
				.insertInto('toldParcel')
				.values(part)
				.onConflict((conflict) =>
					conflict.columns(['integrationGuid', 'shipmentId']).doUpdateSet((eb) => ({
						orderGuid: eb.ref('excluded.orderGuid'),
						orderId: eb.ref('excluded.orderId'),
						isByHand: eb.ref('excluded.isByHand'),
						orderKey: eb.ref('excluded.orderKey'),
						trackingKey: eb.ref('excluded.trackingKey'),
						reason: eb.ref('excluded.reason'),
						remark: eb.ref('excluded.remark'),
						since: eb.ref('excluded.since'),
					})),
				),
		),
	);
}

/** Which parcel of an order. */
export type ParcelPlace = {
	readonly orderGuid: string;
	readonly orderId: string;
	readonly trackingKey: string;
};

export const parcelKey = ({ orderGuid, orderId, trackingKey }: ParcelPlace) =>
	JSON.stringify([orderGuid, orderId, trackingKey]);

/** What is known of a parcel, and which carriers tell it. */
export type KnownParcel = { readonly state: ParcelState; readonly carriers: readonly string[] };

/** Parcels of some orders of a shop that carriers tell. */
export function selectParcels(trx: Database, orderGuid: string, orderIds: readonly string[]) {
	return slicesOf([...new Set(orderIds)]).map((part) =>
		trx
			.selectFrom('parcel')
			.leftJoin('toldParcel', (join) =>
				join
					.onRef('toldParcel.orderGuid', '=', 'parcel.orderGuid')
					.onRef('toldParcel.orderId', '=', 'parcel.orderId')
					.onRef('toldParcel.trackingKey', '=', 'parcel.trackingKey'),
			)
			.selectAll('parcel')
			.select('toldParcel.integrationGuid as carrier')
			.where('parcel.orderGuid', '=', orderGuid)
			.where('parcel.orderId', 'in', part),
	);
}

export type ParcelRow = Row<'parcel'> & { readonly carrier: string | null };

/** By `parcelKey`. */
export function knownParcels(rows: readonly ParcelRow[]): Map<string, KnownParcel> {
	return new Map(
		[...Map.groupBy(rows, parcelKey)].map(([key, same]) => {
			const { status, hasArrived, isCarriers, isByCarrier } = same[0]!;
			return [
				key,
				{
					state: {
						status,
						hasArrived: hasArrived === 1,
						isCarriers: isCarriers === 1,
						isByCarrier: isByCarrier === 1,
					},
					carriers: same.flatMap(({ carrier }) => carrier ?? []),
				},
			];
		}),
	);
}

/** Writes down what is known of parcels. */
export function saveParcels(
	trx: Database,
	parcels: ReadonlyArray<readonly [ParcelPlace, ParcelState]>,
): Array<Statement<unknown>> {
	const rows = parcels.map(([{ orderGuid, orderId, trackingKey }, state]) => ({
		orderGuid,
		orderId,
		trackingKey,
		status: state.status,
		hasArrived: Number(state.hasArrived),
		isCarriers: Number(state.isCarriers),
		isByCarrier: Number(state.isByCarrier),
	}));
	return slicesOf(rows).map((part) =>
		lazily(() =>
			trx
				.insertInto('parcel')
				.values(part)
				.onConflict((conflict) =>
					conflict.columns(['orderGuid', 'orderId', 'trackingKey']).doUpdateSet((eb) => ({
						status: eb.ref('excluded.status'),
						hasArrived: eb.ref('excluded.hasArrived'),
						isCarriers: eb.ref('excluded.isCarriers'),
						isByCarrier: eb.ref('excluded.isByCarrier'),
					})),
				),
		),
	);
}

/** Forgets what is known of parcels that no carrier tells of their order any more. */
export async function forgetUntoldParcels(trx: Database, place?: ParcelPlace): Promise<void> {
	let query = trx
		.deleteFrom('parcel')
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('toldParcel')
						.select('shipmentId')
						.whereRef('toldParcel.orderGuid', '=', 'parcel.orderGuid')
						.whereRef('toldParcel.orderId', '=', 'parcel.orderId')
						.whereRef('toldParcel.trackingKey', '=', 'parcel.trackingKey'),
				),
			),
		);
	if (place !== undefined) {
		const { orderGuid, orderId, trackingKey } = place;
		query = query.where((eb) => eb.and({ orderGuid, orderId, trackingKey }));
	}
	await query.execute();
}
