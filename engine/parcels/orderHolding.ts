import { carrierOf } from '../carriers/carrierOf.ts';
import { fieldsOf, trackingRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, list, text, type Fields } from '../templates/itemFields.ts';
import type { OrderStore, ParcelMatch } from './matchParcel.ts';
import { placeKey } from './orderOfParcel.ts';
import { isElsewhere, isOfOtherTime } from './speaksAgainst.ts';
import type { ToldParcel } from './toldParcel.ts';
import { trackingKey, trackingKeysIn } from './trackingKey.ts';

/** A number that is shorter may be anybody's. */
const SHORTEST_CHARACTERS = 8;
const MOST_CANDIDATES = 20;

/**
 * The one order whose shop has the parcel's tracking number already.
 *
 * @returns `null` where none has, or more than one
 */
export async function orderHolding(
	db: OpenDatabase['db'],
	stores: readonly OrderStore[],
	ownGuids: readonly string[],
	parcel: ToldParcel,
	nowMs: number,
): Promise<(ParcelMatch & { kind: 'matched' }) | null> {
	const key = parcel.trackingKey;
	const guids = stores.map(({ guid }) => guid).filter((guid) => !ownGuids.includes(guid));
	if (key === null || key.length < SHORTEST_CHARACTERS || guids.length === 0) return null;
	const rows = await db
		.selectFrom('personRef')
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'personRef.integrationGuid')
				.onRef('snapshot.entityType', '=', 'personRef.entityType')
				.onRef('snapshot.entityId', '=', 'personRef.entityId'),
		)
		.select(['snapshot.integrationGuid', 'snapshot.entityJson', 'snapshot.changedAt'])
		.where('personRef.integrationGuid', 'in', guids)
		.where('personRef.ref', '=', trackingRef(key))
		.where('personRef.entityType', '=', 'Shipment')
		.where('snapshot.deletedAt', 'is', null)
		.limit(MOST_CANDIDATES)
		.execute();
	// A number that so many parcels have is none.
	if (rows.length === MOST_CANDIDATES) return null;
	const held = rows.flatMap(({ integrationGuid, entityJson, changedAt }) => {
		const shipment = fieldsOf(entityJson);
		const orderId = text(shipment?.orderId);
		// An earlier state of it had the number, and it has another one now.
		const isHeld = shipment !== null && trackingKeysIn(shipment).includes(key);
		if (!isHeld || orderId === null || speaksAgainst(shipment, parcel, key)) return [];
		return [{ store: stores.find(({ guid }) => guid === integrationGuid)!, orderId, changedAt }];
	});
	const placedAt = await placedAtOf(db, held);
	const young = held.filter(({ store, orderId, changedAt }) => {
		const createdAt = placedAt.get(placeKey({ orderGuid: store.guid, orderId })) ?? null;
		return !isOfOtherTime({ createdAt, changedAt }, parcel, nowMs);
	});
	const distinct = new Map(
		young.map((each) => [
			JSON.stringify([each.store.provider, each.store.storeUrl, each.orderId]),
			each,
		]),
	);
	const [one] = distinct.values();
	return one !== undefined && distinct.size === 1
		? { kind: 'matched', store: one.store, orderId: one.orderId }
		: null;
}

/** When orders were placed, by `placeKey`, as far as it is known: their shop may have changed a parcel long afterwards. */
async function placedAtOf(
	db: OpenDatabase['db'],
	held: ReadonlyArray<{ readonly store: OrderStore; readonly orderId: string }>,
): Promise<ReadonlyMap<string, string | null>> {
	if (held.length === 0) return new Map();
	const rows = await db
		.selectFrom('snapshot')
		.select(['integrationGuid as orderGuid', 'entityId as orderId', 'entityJson'])
		.where('entityType', '=', 'Order')
		.where((eb) =>
			eb.or(
				held.map(({ store, orderId }) =>
					eb.and({ integrationGuid: store.guid, entityId: orderId }),
				),
			),
		)
		.execute();
	return new Map(
		rows.map(({ entityJson, ...place }) => [
			placeKey(place),
			text(fieldsOf(entityJson)?.createdAt),
		]),
	);
}

/** Carriers count by themselves: the same number of another one is another parcel. And it goes elsewhere. */
function speaksAgainst(shipment: Fields, parcel: ToldParcel, key: string): boolean {
	const parcels = [shipment, ...list(shipment.parcels)];
	const named = parcels.find(({ trackingNumber }) => trackingKey(text(trackingNumber)) === key);
	const [ours, theirs] = [pageOf(parcel.carrier, key), pageOf(text(named?.carrier), key)];
	if (ours !== null && theirs !== null && ours !== theirs) return true;
	return isElsewhere(text(fields(shipment.shippingAddress)?.postalCode), parcel.postalCode);
}

/** By its page, one carrier is the same in all spellings; `null` for one that is not known. */
const pageOf = (carrier: string | null, key: string) =>
	carrier === null ? null : carrierOf(carrier, key).trackingUrl;
