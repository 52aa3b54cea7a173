import type { TriggerCode } from '../events/catalog.ts';
import type { Shipment } from '../events/entities.ts';
import { factsOf } from '../deliveries/composeItem.ts';
import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import { newDelivery } from '../deliveries/newDelivery.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { readSnapshot } from '../inbox/readSnapshot.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { together } from '../state/together.ts';
import { integrationsIn, matchAmong } from './matchParcel.ts';
import { ordersOfParcels, placeKey, withOrder } from './orderOfParcel.ts';
import { codesBetween, nextState } from './parcelState.ts';
import { shopsWord } from './shopsWord.ts';
import { toldParcelOf } from './toldParcel.ts';
import { saveMatches, saveParcels, selectParcels } from './toldParcels.ts';

type Database = OpenDatabase['db'];
type Waiting = Pick<Row<'toldParcel'>, 'space' | 'integrationGuid' | 'shipmentId'>;

/**
 * Tries to find the orders of carriers' parcels once more. What a parcel has told last then goes to those who could
 * not want it before, with what its order says. In a transaction that holds the shop.
 *
 * @param waiting those without an order
 * @param before as in `shopsWord`
 * @param old orders of the shop that are no news: nobody is told of their parcels
 * @returns the subscriptions to wake after the transaction
 */
export async function matchLate(
	trx: Database,
	inbox: Inbox,
	waiting: ReadonlyArray<Row<'toldParcel'>>,
	before: ReadonlyMap<string, Shipment | null>,
	old: ReadonlySet<string | null>,
): Promise<string[]> {
	const woken: string[] = [];
	const held = await holdWaiting(trx, inbox, waiting);
	if (held.length === 0) return [];
	const integrations = await integrationsIn(trx, held[0]!.space);
	for (const told of held) {
		const shipment = await shipmentNow(trx, told);
		const parcel = shipment && toldParcelOf(told.space, told.integrationGuid, shipment);
		if (parcel === null) continue;
		const match = await matchAmong(trx, { integrations, told }, parcel, inbox.now());
		await together(trx, saveMatches(trx, [{ parcel, match, isByHand: false, told }], inbox.now()));
		if (match.kind !== 'matched') continue;
		const place = { orderGuid: match.store.guid, orderId: match.orderId };
		const codes = await join(trx, { ...place, trackingKey: parcel.trackingKey }, shipment!, before);
		if (old.has(match.orderId)) continue;
		woken.push(...(await tellLast(trx, inbox, told, place, codes)));
	}
	return woken;
}

/** Holds those that still have no order: another shop may be finding its own for one at this moment. */
async function holdWaiting(
	trx: Database,
	{ database }: Inbox,
	waiting: ReadonlyArray<Row<'toldParcel'>>,
): Promise<ReadonlyArray<Row<'toldParcel'>>> {
	const distinct = new Map(waiting.map((row) => [row.id, row]));
	if (!database.dialect.locksRows) return [...distinct.values()];
	const held: Array<Row<'toldParcel'>> = [];
	for (const ids of slicesOf([...distinct.keys()].toSorted())) {
		held.push(
			...(await trx
				.selectFrom('toldParcel')
				.selectAll()
				.where('id', 'in', ids)
				.where('orderGuid', 'is', null)
				.where('isByHand', '=', 0)
				.orderBy('id')
				.forUpdate()
				.execute()),
		);
	}
	return held;
}

/** What is known of a carrier's shipment now; `null` where it was deleted. */
export async function shipmentNow(trx: Database, row: Waiting): Promise<Shipment | null> {
	const { integrationGuid, shipmentId } = row;
	const found = await trx
		.selectFrom('snapshot')
		.select('entityJson')
		.where((eb) => eb.and({ integrationGuid, entityType: 'Shipment', entityId: shipmentId }))
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	if (found === undefined) return null;
	return readSnapshot('Shipment', shipmentId, found.entityJson, {}).entity as Shipment;
}

/** @returns what the carrier has told that the shop had not; `null`: all of it */
export async function join(
	trx: Database,
	{
		orderGuid,
		orderId,
		trackingKey,
	}: { orderGuid: string; orderId: string; trackingKey: string | null },
	shipment: Shipment,
	before: ReadonlyMap<string, Shipment | null>,
): Promise<readonly TriggerCode[] | null> {
	if (trackingKey === null) return null;
	const place = { orderGuid, orderId, trackingKey };
	const answers = await together(trx, selectParcels(trx, orderGuid, [orderId]));
	const same = answers.flatMap(({ rows }) => rows).find((row) => row.trackingKey === trackingKey);
	const known =
		same === undefined
			? await shopsWord(trx, place, before)
			: {
					status: same.status,
					hasArrived: same.hasArrived === 1,
					isCarriers: same.isCarriers === 1,
					isByCarrier: same.isByCarrier === 1,
				};
	const after = nextState(known, shipment, true);
	await together(trx, saveParcels(trx, [[place, after]]));
	return known && codesBetween(known, after);
}

/** @param codes of the event, those that are new to who listens to the shop; `null` is all */
async function tellLast(
	trx: Database,
	inbox: Inbox,
	{ space, integrationGuid, shipmentId }: Waiting,
	place: { readonly orderGuid: string; readonly orderId: string },
	codes: readonly TriggerCode[] | null,
): Promise<string[]> {
	const last = await selectEvents(trx)
		.where('event.integrationGuid', '=', integrationGuid)
		.where('event.entityType', '=', 'Shipment')
		.where('event.entityId', '=', shipmentId)
		.where('event.catchUpId', 'is', null)
		.orderBy('event.receivedAt', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (last === undefined) return [];
	const order = (await ordersOfParcels(trx, [place])).get(placeKey(place));
	const { entity, customer } = withOrder(JSON.parse(last.entityJson) as Shipment, order);
	const told = {
		entityJson: JSON.stringify(entity),
		customerJson: customer && JSON.stringify(customer),
		orderGuid: place.orderGuid,
	};
	await trx.updateTable('event').set(told).where('id', '=', last.id).execute();
	const item = itemOf({ ...last, ...told }, { codes: [], includeRaw: false }, 1);
	const fresh = item.event.codes.filter((code) => codes?.includes(code) ?? true);
	if (fresh.length === 0) return [];
	const { value: version } = await trx
		.selectFrom('counter')
		.select('value')
		.where('name', '=', 'subscriptions')
		.executeTakeFirstOrThrow();
	await inbox.subscriptions.refresh(trx, version, inbox.now());
	const facts = factsOf(item);
	const wanted = inbox.subscriptions
		.candidates(space, fresh, [integrationGuid, place.orderGuid], inbox.now())
		.filter((each) => (each.includeOwnUpdates || !item.event.isOwnUpdate) && each.matches(facts));
	if (wanted.length === 0) return [];
	const had = await trx
		.selectFrom('delivery')
		.select('subscriptionId')
		.where('eventId', '=', last.id)
		.execute();
	const hadIds = new Set(had.map(({ subscriptionId }) => subscriptionId));
	const free = wanted.filter(({ id }) => !hadIds.has(id));
	if (free.length === 0) return [];
	await trx
		.insertInto('delivery')
		.values(free.map(({ id }) => newDelivery(id, last, integrationGuid, inbox.now())))
		.execute();
	return free.map(({ id }) => id);
}
