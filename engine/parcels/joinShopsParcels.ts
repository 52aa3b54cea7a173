import type { Order, Shipment } from '../events/entities.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Integration } from '../inbox/integration.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { slicesOf } from '../state/slices.ts';
import { together, type Statement } from '../state/together.ts';
import type { Row } from '../state/schema.ts';
import type { Draft } from './draft.ts';
import { firedCodes, stateAfter } from './firedCodes.ts';
import { matchLate } from './matchLate.ts';
import { orderKey, referenceKey } from './orderKey.ts';
import type { ParcelState } from './parcelState.ts';
import {
	knownParcels,
	parcelKey,
	saveParcels,
	selectParcels,
	type ParcelPlace,
	type ParcelRow,
} from './toldParcels.ts';
import { trackingKeysIn } from './trackingKey.ts';

/** So many carriers' parcels find their order at once, as many as a page has; the others with what is told of them next. */
const MOST_AT_ONCE = 500;

/** What is to be stored of a batch. */
export type Joined = {
	/** In their order; `null` for what fires nothing. */
	readonly drafts: ReadonlyArray<Draft | null>;
	readonly statements: ReadonlyArray<Statement<unknown>>;
	/** Subscriptions that got something by it. */
	readonly woken: readonly string[];
};

/**
 * Joins what a shop tells of its parcels with what carriers tell of the same ones: what a carrier has told before
 * fires nothing. Carriers' parcels whose order or tracking number the shop tells now belong to it from now on.
 *
 * @param flush writes down what is known of the batch's entities
 */
export async function joinShopsParcels(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
	drafts: readonly Draft[],
	flush: () => Promise<void>,
): Promise<Joined> {
	const shipments = drafts.filter(({ event }) => event.entityType === 'Shipment');
	const orderIds = shipments.flatMap(({ event }) => (event.entity as Shipment).orderId ?? []);
	const select = () => selectParcels(trx, integration.guid, orderIds);
	const waiting = selectUnmatched(trx, integration, drafts);
	const answers = await together(trx, [...waiting, ...select()]);
	const unmatched = answers.slice(0, waiting.length).flatMap(({ rows }) => rows);
	let rows = answers.slice(waiting.length).flatMap((answer) => answer.rows) as ParcelRow[];
	let woken: string[] = [];
	if (unmatched.length > 0) {
		await flush();
		const before = new Map<string, Shipment | null>();
		for (const { event, before: known } of shipments) {
			if (!before.has(event.entityId)) before.set(event.entityId, known as Shipment | null);
		}
		const waitingRows = unmatched as Array<Row<'toldParcel'>>;
		woken = await matchLate(trx, inbox, waitingRows, before, onlyOldOrders(drafts));
		rows = (await together(trx, select())).flatMap((answer) => answer.rows);
	}
	if (rows.length === 0) return { drafts, statements: [], woken };

	const known = knownParcels(rows);
	const moved = new Map<string, readonly [ParcelPlace, ParcelState]>();
	const joined = drafts.map((draft): Draft | null => {
		const { event } = draft;
		const { orderId } = event.entity as Shipment;
		// Nobody hears of what we have written ourselves: the carrier's word is the first.
		if (event.entityType !== 'Shipment' || orderId === null || event.isOwnUpdate) return draft;
		const places = trackingKeysIn(event.entity as Shipment).map((trackingKey) => ({
			...{ orderGuid: integration.guid, orderId, trackingKey },
		}));
		const carriers = new Set<string>();
		const states = places.map((place) => {
			const key = parcelKey(place);
			const parcel = known.get(key);
			if (parcel === undefined) return null;
			for (const guid of parcel.carriers) carriers.add(guid);
			const before = moved.get(key)?.[1] ?? parcel.state;
			const after = stateAfter(before, event, false);
			moved.set(key, [place, after]);
			return [before, after] as const;
		});
		if (carriers.size === 0) return draft;
		const codes = firedCodes(event, states);
		return codes && { ...draft, event: { ...event, codes, alsoOf: [...carriers] } };
	});
	return { drafts: joined, statements: saveParcels(trx, [...moved.values()]), woken };
}

/** The ids of orders of which all that a batch tells was not known, and is older than the connection: that is no news. */
function onlyOldOrders(drafts: readonly Draft[]): ReadonlySet<string | null> {
	const [old, news] = [new Set<string | null>(), new Set<string | null>()];
	for (const { event, before, isSilent } of drafts) {
		const isCreated = event.codes.some((code) => code.endsWith('_created'));
		const isOld = isSilent || (before === null && !isCreated);
		const isShipment = event.entityType === 'Shipment';
		(isOld ? old : news).add(isShipment ? (event.entity as Shipment).orderId : event.entityId);
	}
	return new Set([...old].filter((id) => !news.has(id)));
}

/** Carriers' parcels without an order that may belong to one of the batch's. */
function selectUnmatched(
	trx: OpenDatabase['db'],
	{ space, guid }: Integration,
	drafts: readonly Draft[],
) {
	const orderKeys = new Set<string>();
	const trackingKeys = new Set<string>();
	for (const { event } of drafts) {
		if (event.entityType === 'Order') {
			const { id, number } = event.entity as Order;
			const key = orderKey(number);
			orderKeys.add(referenceKey({ integrationGuid: guid, orderId: id }));
			if (key !== null) orderKeys.add(key);
		} else if (event.entityType === 'Shipment') {
			for (const key of trackingKeysIn(event.entity as Shipment)) trackingKeys.add(key);
		}
	}
	return (
		[
			['orderKey', orderKeys],
			['trackingKey', trackingKeys],
		] as const
	).flatMap(([column, keys]) =>
		slicesOf([...keys]).map((part) =>
			trx
				.selectFrom('toldParcel')
				.selectAll()
				.where((eb) => eb.and({ space, isByHand: 0 }))
				.where('orderGuid', 'is', null)
				.where(column, 'in', part)
				.limit(MOST_AT_ONCE),
		),
	);
}
