import type { TriggerCode } from '../events/catalog.ts';
import type { Shipment } from '../events/entities.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Integration } from '../inbox/integration.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { together } from '../state/together.ts';
import type { Draft } from './draft.ts';
import { firedCodes, stateAfter } from './firedCodes.ts';
import type { Joined } from './joinShopsParcels.ts';
import { integrationsIn, matchAmong } from './matchParcel.ts';
import { ordersOfParcels, placeKey, withOrder, type OrderPlace } from './orderOfParcel.ts';
import { nextState, type ParcelState } from './parcelState.ts';
import { shopsWord } from './shopsWord.ts';
import { toldParcelOf } from './toldParcel.ts';
import {
	forgetUntoldParcels,
	knownParcels,
	parcelKey,
	saveMatches,
	saveParcels,
	selectParcels,
	type FoundMatch,
	type KnownParcel,
	type ParcelPlace,
} from './toldParcels.ts';

const NONE: ReadonlyMap<string, null> = new Map();

/** The order of a carrier's parcel. */
type Matched = OrderPlace & {
	readonly trackingKey: string | null;
	/** It was not known to belong to the order before. */
	readonly isNew: boolean;
};

/**
 * Finds the orders of what a carrier tells, and joins it with what others tell of the same parcels: what somebody has
 * told before fires nothing, but for who listens to this carrier alone and has not heard it. In a transaction that
 * holds the carrier and the shops.
 */
export async function joinCarriersParcels(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
	drafts: readonly Draft[],
): Promise<Joined> {
	const shipments = drafts.filter(({ event }) => event.entityType === 'Shipment');
	const matched = await matchAll(trx, inbox, integration, shipments);
	const orders = await ordersOfParcels(trx, [...matched.values()]);
	const known = await knownOf(trx, [...matched.values()]);
	const moved = new Map<string, readonly [ParcelPlace, ParcelState]>();
	const joined: Array<Draft | null> = [];
	for (const draft of drafts) {
		const { event } = draft;
		const place = matched.get(event.entityId);
		if (event.entityType !== 'Shipment' || place === undefined) {
			joined.push(draft);
			continue;
		}
		const shipment = event.entity as Shipment;
		const { orderGuid, orderId, trackingKey } = place;
		const told = { ...event, ...withOrder(shipment, orders.get(placeKey(place))), orderGuid };
		if (trackingKey === null) {
			joined.push({ ...draft, event: { ...told, alsoOf: [orderGuid] } });
			continue;
		}
		const parcel = { orderGuid, orderId, trackingKey };
		const key = parcelKey(parcel);
		const before = moved.get(key)?.[1] ?? (await stateBefore(trx, parcel, known.get(key), draft));
		const after = stateAfter(before, event, true);
		moved.set(key, [parcel, after]);
		const others = (known.get(key)?.carriers ?? []).filter((guid) => guid !== integration.guid);
		const alsoOf = [orderGuid, ...others];
		const codes = firedCodes(event, [before && [before, after]]);
		const repeatedCodes = place.isNew ? without(event.codes, codes ?? ['shipment_updated']) : [];
		if (codes === null && repeatedCodes.length === 0) {
			joined.push(null);
			continue;
		}
		const fired = codes ?? (['shipment_updated'] as const);
		joined.push({ ...draft, event: { ...told, codes: fired, alsoOf, repeatedCodes } });
	}
	return { drafts: joined, statements: saveParcels(trx, [...moved.values()]), woken: [] };
}

const without = (codes: readonly TriggerCode[], others: readonly TriggerCode[]) =>
	codes.filter((code) => !others.includes(code));

/** The orders of shipments that have one, by the shipment's id; whatever was found is written down. */
async function matchAll(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	{ space, guid }: Integration,
	drafts: readonly Draft[],
): Promise<Map<string, Matched>> {
	const last = new Map(drafts.map(({ event }) => [event.entityId, event.entity as Shipment]));
	const rows = new Map<string, Row<'toldParcel'>>();
	for (const part of slicesOf([...last.keys()])) {
		const found = await trx
			.selectFrom('toldParcel')
			.selectAll()
			.where('integrationGuid', '=', guid)
			.where('shipmentId', 'in', part)
			.execute();
		for (const row of found) rows.set(row.shipmentId, row);
	}
	const integrations = await integrationsIn(trx, space);
	const found: FoundMatch[] = [];
	for (const [id, shipment] of last) {
		const parcel = toldParcelOf(space, guid, shipment);
		if (parcel === null) continue;
		const told = rows.get(id) ?? null;
		const match = await matchAmong(trx, { integrations, told }, parcel, inbox.now());
		found.push({ parcel, match, isByHand: told?.isByHand === 1, told });
	}
	await together(trx, saveMatches(trx, found, inbox.now()));
	const matched = new Map<string, Matched>();
	for (const { parcel, match, told } of found) {
		const { trackingKey } = parcel;
		const [orderGuid, orderId] =
			match.kind === 'matched' ? [match.store.guid, match.orderId] : [null, null];
		const isNew =
			told === null ||
			told.orderGuid !== orderGuid ||
			told.orderId !== orderId ||
			told.trackingKey !== trackingKey;
		if (isNew && told?.orderGuid && told.orderId && told.trackingKey) {
			const before = { orderGuid: told.orderGuid, orderId: told.orderId };
			await forgetUntoldParcels(trx, { ...before, trackingKey: told.trackingKey });
		}
		if (orderGuid === null) continue;
		matched.set(parcel.shipmentId, { orderGuid, orderId, trackingKey, isNew });
	}
	return matched;
}

async function knownOf(
	trx: OpenDatabase['db'],
	places: readonly Matched[],
): Promise<ReadonlyMap<string, KnownParcel>> {
	const byShop = Map.groupBy(places, ({ orderGuid }) => orderGuid);
	const answers = await together(
		trx,
		[...byShop].flatMap(([guid, ofShop]) =>
			selectParcels(
				trx,
				guid,
				ofShop.map(({ orderId }) => orderId),
			),
		),
	);
	return knownParcels(answers.flatMap(({ rows }) => rows));
}

/** What was known of a parcel before a carrier tells of it; `null` where nobody has told of it. */
async function stateBefore(
	trx: OpenDatabase['db'],
	place: ParcelPlace,
	known: KnownParcel | undefined,
	{ before }: Draft,
): Promise<ParcelState | null> {
	if (known !== undefined) return known.state;
	const state = await shopsWord(trx, place, NONE);
	// Without an order, it has fired by itself.
	return before === null ? state : nextState(state, before as Shipment, true);
}
