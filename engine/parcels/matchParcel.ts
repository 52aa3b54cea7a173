import { z } from 'zod/v4';
import { providerOf } from '../providers/providers.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { orderKey } from './orderKey.ts';
import { orderHolding } from './orderHolding.ts';
import { shopsIn } from './shops.ts';
import { isElsewhere, isOfOtherTime } from './speaksAgainst.ts';
import { referenceOf, waitingKeyOf, type ToldParcel } from './toldParcel.ts';
import { isCarrier } from './toldParcels.ts';

/** So many orders of one number are as uncertain as two. */
const MOST_CANDIDATES = 20;

/** Why a parcel has no order. */
export const UNMATCHED_REASONS = [
	'order_unknown',
	'order_not_named',
	'order_ambiguous',
	'order_contradicted',
	'taken_back',
] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

/** The store of an order. */
export type OrderStore = Pick<Row<'integration'>, 'guid' | 'name' | 'provider' | 'storeUrl'>;

/** Whose order a parcel belongs to. */
export type ParcelMatch =
	| { readonly kind: 'matched'; readonly store: OrderStore; readonly orderId: string }
	/** The system that reports the parcel has the order itself. */
	| { readonly kind: 'own'; readonly storeName: string }
	/** `remark` says why, in a sentence for the merchant. */
	| { readonly kind: 'none'; readonly reason: UnmatchedReason; readonly remark: string };

type Database = OpenDatabase['db'];

const none = (reason: UnmatchedReason, remark: string): ParcelMatch => ({
	kind: 'none',
	reason,
	remark,
});

/** Whether two integrations are the same shop, connected twice. */
export const isSameStore = (
	one: Pick<OrderStore, 'provider' | 'storeUrl'>,
	other: Pick<OrderStore, 'provider' | 'storeUrl'>,
): boolean => one.provider === other.provider && one.storeUrl === other.storeUrl;

/**
 * Finds the order that a parcel belongs to, among all stores of the space, or those that a carrier works for. An id
 * means nothing outside of the system that gave it: two shops both have an order 77. So an order is found by a
 * reference that we gave, by its number, or by the tracking number that its shop has, and only where nothing speaks
 * against it; a guess is no match. What a person has said wins, and what was found once stays, for as long as the
 * parcel names the same.
 */
export async function matchParcel(
	db: Database,
	parcel: ToldParcel,
	nowMs: number,
): Promise<ParcelMatch> {
	const { space, integrationGuid, shipmentId } = parcel;
	const integrations = await integrationsIn(db, space);
	const told = await db
		.selectFrom('toldParcel')
		.selectAll()
		.where((eb) => eb.and({ integrationGuid, shipmentId }))
		.executeTakeFirst();
	return await matchAmong(db, { integrations, told: told ?? null }, parcel, nowMs);
}

/** The integrations of a space, as far as a match needs them. */
export const integrationsIn = async (db: Database, space: string) =>
	await db
		.selectFrom('integration')
		.select(['guid', 'name', 'provider', 'storeUrl', 'shopsJson'])
		.where('space', '=', space)
		.execute();

/** What is known before the order of a parcel is looked for: who reads it once matches many. */
export type MatchBasis = {
	/** Those of the parcel's space. */
	readonly integrations: Awaited<ReturnType<typeof integrationsIn>>;
	/** What was found for the parcel before, or said by a person; `null` where nothing was. */
	readonly told: Row<'toldParcel'> | null;
};

/** As `matchParcel`. */
export async function matchAmong(
	db: Database,
	{ integrations: all, told }: MatchBasis,
	parcel: ToldParcel,
	nowMs: number,
): Promise<ParcelMatch> {
	const reporter = all.find(({ guid }) => guid === parcel.integrationGuid);
	if (reporter === undefined) {
		return none('order_unknown', 'The system that reported the parcel is no longer connected.');
	}
	const shops = shopsIn(reporter.shopsJson);
	const stores = all.filter(({ guid }) => shops === null || shops.includes(guid));
	const said = told && matchedBefore(told, parcel);
	if (said !== null) {
		const from = said.isByHand === 1 ? all : stores;
		const store = from.find(({ guid }) => guid === said.orderGuid);
		if (store !== undefined) return { kind: 'matched', store, orderId: said.orderId! };
		if (said.isByHand === 1) {
			return none('taken_back', 'A person has said that the parcel belongs to no order here.');
		}
	}
	const ownGuids = all.filter((each) => isSameStore(each, reporter)).map(({ guid }) => guid);
	const own: ParcelMatch = { kind: 'own', storeName: reporter.name };

	const reference = referenceOf(parcel);
	if (reference !== null) {
		const store = stores.find(({ guid }) => guid === reference.integrationGuid);
		if (store !== undefined && ownGuids.includes(store.guid)) return own;
		const isKnown = store !== undefined && (await hasOrder(db, [store.guid], reference.orderId));
		return isKnown
			? { kind: 'matched', store, orderId: reference.orderId }
			: none('order_unknown', 'The order that the parcel refers to is not known yet.');
	}

	const key = orderKey(parcel.orderNumber);
	const hasOrders = !isCarrier(reporter.provider);
	if (hasOrders && (await isOwnOrder(db, reporter.provider, ownGuids, parcel, key))) return own;
	const held = async (otherwise: ParcelMatch) =>
		(await orderHolding(db, stores, ownGuids, parcel, nowMs)) ?? otherwise;
	if (key === null) {
		return await held(
			none(
				'order_not_named',
				'The shipment names no order number, and no order of a connected store has its tracking number. An ID alone is not enough: orders of other shops have the same.',
			),
		);
	}
	const named = `"${parcel.orderNumber!.trim().slice(0, 100)}"`;
	const guids = stores.map(({ guid }) => guid).filter((guid) => !ownGuids.includes(guid));
	const found = await ordersOf(db, guids, key);
	const ofItsTime = found.filter(({ order, changedAt }) => {
		const { createdAt = null } = order;
		return !isOfOtherTime({ createdAt, changedAt }, parcel, nowMs);
	});
	const distinct = [
		...new Map(ofItsTime.map((each) => [keyOf(each.store, each.orderId), each])).values(),
	];
	const [candidate] = distinct;
	if (candidate === undefined) {
		return await held(
			none(
				'order_unknown',
				found.length === 0
					? `No connected store has an order ${named} yet.`
					: `What is known as order ${named} is older than 180 days, or was placed after the parcel was made.`,
			),
		);
	}
	if (distinct.length > 1) {
		const names = [...new Set(distinct.map(({ store }) => `"${store.name}"`))].slice(0, 5);
		return await held(
			none(
				'order_ambiguous',
				`${distinct.length} orders have the number ${named}, in ${names.join(', ')}: which one is meant is not certain.`,
			),
		);
	}
	const objection = await objectionTo(db, ownGuids, parcel, candidate, reporter.name);
	return objection === null
		? { kind: 'matched', store: candidate.store, orderId: candidate.orderId }
		: none('order_contradicted', `Order ${named} of "${candidate.store.name}": ${objection}`);
}

/** What was found for the parcel before, or said by a person; `null` where it names something else by now. */
function matchedBefore(told: Row<'toldParcel'>, parcel: ToldParcel) {
	if (told.isByHand === 1) return told;
	// A label gets its tracking number later than its order.
	const isSame =
		told.orderKey === waitingKeyOf(parcel) &&
		(told.trackingKey === null || told.trackingKey === parcel.trackingKey);
	return isSame && told.orderGuid !== null ? told : null;
}

const keyOf = ({ provider, storeUrl }: OrderStore, orderId: string) =>
	JSON.stringify([provider, storeUrl, orderId]);

/** Also one that was deleted: its parcel is nobody else's. */
async function hasOrder(db: Database, guids: readonly string[], orderId: string): Promise<boolean> {
	const found = await db
		.selectFrom('snapshot')
		.select('entityId')
		.where('integrationGuid', 'in', guids)
		.where('entityType', '=', 'Order')
		.where('entityId', '=', orderId)
		.limit(1)
		.executeTakeFirst();
	return found !== undefined;
}

async function isOwnOrder(
	db: Database,
	provider: string,
	ownGuids: readonly string[],
	{ orderId }: ToldParcel,
	key: string | null,
): Promise<boolean> {
	if (orderId !== null) {
		// A shop whose shipments are parts of its orders has the order, whether we know it or not.
		if (providerOf(provider)?.abilities.listsShipmentsWithOrders) return true;
		if (await hasOrder(db, ownGuids, orderId)) return true;
	}
	if (key === null) return false;
	const found = await db
		.selectFrom('snapshot')
		.select('entityId')
		.where('orderKey', '=', key)
		.where('integrationGuid', 'in', ownGuids)
		.limit(1)
		.executeTakeFirst();
	return found !== undefined;
}

/** Of an order, what may speak against it. One that cannot be read is still an order of that number. */
const orderSchema = z
	.object({
		createdAt: z.string().nullish().catch(null),
		shippingAddress: z.object({ postalCode: z.string().nullish() }).nullish().catch(null),
	})
	.catch({});

type Candidate = {
	readonly store: OrderStore;
	readonly orderId: string;
	readonly changedAt: number;
	readonly order: z.output<typeof orderSchema>;
};

/** Orders of a number in some stores, those of stores that are switched on last. */
async function ordersOf(db: Database, guids: readonly string[], key: string): Promise<Candidate[]> {
	if (guids.length === 0) return [];
	const rows = await db
		.selectFrom('snapshot')
		.innerJoin('integration', 'integration.guid', 'snapshot.integrationGuid')
		.select([
			'integration.guid',
			'integration.name',
			'integration.provider',
			'integration.storeUrl',
			'snapshot.entityId',
			'snapshot.entityJson',
			'snapshot.changedAt',
		])
		.where('snapshot.orderKey', '=', key)
		.where('snapshot.deletedAt', 'is', null)
		.where('integration.guid', 'in', guids)
		.orderBy('integration.status', 'desc')
		.orderBy('snapshot.changedAt', 'desc')
		.limit(MOST_CANDIDATES)
		.execute();
	return rows.map(({ entityId, entityJson, changedAt, ...store }) => ({
		store,
		orderId: entityId,
		changedAt,
		order: orderSchema.parse(readJson(entityJson)),
	}));
}

function readJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}

/** What speaks against the one order that has the parcel's number; `null` is nothing. */
async function objectionTo(
	db: Database,
	ownGuids: readonly string[],
	parcel: ToldParcel,
	{ orderId, order }: Candidate,
	reporterName: string,
): Promise<string | null> {
	if (isElsewhere(order.shippingAddress?.postalCode ?? null, parcel.postalCode)) {
		return 'the parcel goes to another postal code than the order.';
	}
	if (parcel.orderId === null || parcel.orderId === orderId) return null;
	// A shop with orders of its own may mean one that it has not told yet.
	const ofReporter = await db
		.selectFrom('snapshot')
		.select('entityId')
		.where('integrationGuid', 'in', ownGuids)
		.where('entityType', '=', 'Order')
		.limit(1)
		.executeTakeFirst();
	return ofReporter === undefined
		? null
		: `"${reporterName}" has orders of its own, and names one by another ID.`;
}
