import type { Inbox } from '../inbox/inbox.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { together } from '../state/together.ts';
import { deliverWaiting } from './deliverWaiting.ts';
import { join, shipmentNow } from './matchLate.ts';
import type { OrderStore, ParcelMatch } from './matchParcel.ts';
import { orderKey } from './orderKey.ts';
import { toldParcelOf } from './toldParcel.ts';
import { forgetUntoldParcels, lockShops, saveMatches } from './toldParcels.ts';

/** Which order of a shop: by its number in any spelling, or by the shop's own id. */
export type WantedOrder = { readonly number: string } | { readonly id: string };

export type MatchedByHand =
	| { readonly kind: 'done' }
	| { readonly kind: 'parcel_unknown' | 'order_unknown' }
	/** Several orders of the shop have the number; `ids` of some of them. */
	| { readonly kind: 'order_ambiguous'; readonly ids: readonly string[] };

const MOST_NAMED = 10;

/**
 * Says which order a carrier's parcel belongs to, whatever it names itself. It holds for whatever is told of the parcel
 * from then on, and what waits to be written to the shop goes there.
 *
 * @param id of the parcel, as the list has it
 * @param to `null`: to no order, until a person says otherwise
 */
export async function matchByHand(
	inbox: Inbox,
	space: string,
	id: string,
	to: { readonly shop: OrderStore; readonly order: WantedOrder } | null,
): Promise<MatchedByHand> {
	const { database, now } = inbox;
	const woken: string[] = [];
	const outcome = await database.db.transaction().execute(async (trx): Promise<MatchedByHand> => {
		const row = await lockParcel(trx, database, space, id);
		const shipment = row && (await shipmentNow(trx, row));
		const parcel = shipment && toldParcelOf(space, row!.integrationGuid, shipment);
		if (!row || !parcel) return { kind: 'parcel_unknown' };
		let orderId: string | null = null;
		if (to !== null) {
			const ids = await idsOf(trx, to.shop.guid, to.order);
			if (ids.length === 0) return { kind: 'order_unknown' };
			if (ids.length > 1) return { kind: 'order_ambiguous', ids };
			orderId = ids[0]!;
		}
		const match = to && { kind: 'matched' as const, store: to.shop, orderId: orderId! };
		const said = { parcel, match: match ?? TAKEN_BACK, isByHand: true, told: row };
		await together(trx, saveMatches(trx, [said], now()));
		if (row.orderGuid && row.orderId && row.trackingKey) {
			const { orderGuid, trackingKey } = row;
			await forgetUntoldParcels(trx, { orderGuid, orderId: row.orderId, trackingKey });
		}
		if (match === null) return { kind: 'done' };
		const { trackingKey } = parcel;
		const place = { orderGuid: match.store.guid, orderId: match.orderId, trackingKey };
		await join(trx, place, shipment, new Map());
		const { integrationGuid, shipmentId } = row;
		const waiting = await trx
			.selectFrom('waitingParcel')
			.selectAll()
			.where((eb) => eb.and({ integrationGuid, shipmentId }))
			.execute();
		woken.push(...(await deliverWaiting(trx, waiting, now())));
		return { kind: 'done' };
	});
	if (woken.length > 0) inbox.wake(woken);
	return outcome;
}

const TAKEN_BACK: ParcelMatch = {
	kind: 'none',
	reason: 'taken_back',
	remark: 'A person has said that the parcel belongs to no order here.',
};

/** A carrier's parcel, held with its carrier and the shops; `null` where there is none of that id. */
async function lockParcel(
	trx: OpenDatabase['db'],
	{ dialect }: Pick<OpenDatabase, 'dialect'>,
	space: string,
	id: string,
): Promise<Row<'toldParcel'> | null> {
	const read = async () =>
		await trx
			.selectFrom('toldParcel')
			.selectAll()
			.where((eb) => eb.and({ space, id }))
			.executeTakeFirst();
	const found = await read();
	if (found === undefined) return null;
	if (!dialect.locksRows) return found;
	await trx
		.selectFrom('integration')
		.select('guid')
		.where('guid', '=', found.integrationGuid)
		.forUpdate()
		.execute();
	await lockShops(trx, dialect, space);
	return (await read()) ?? null;
}

async function idsOf(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	order: WantedOrder,
): Promise<string[]> {
	let query = trx
		.selectFrom('snapshot')
		.select('entityId')
		.where((eb) => eb.and({ integrationGuid, entityType: 'Order' }))
		.where('deletedAt', 'is', null)
		.limit(MOST_NAMED);
	if ('id' in order) query = query.where('entityId', '=', order.id);
	else {
		const key = orderKey(order.number);
		if (key === null) return [];
		query = query.where('orderKey', '=', key);
	}
	return (await query.execute()).map(({ entityId }) => entityId);
}
