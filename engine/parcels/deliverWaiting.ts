import { withAttachment } from '../deliveries/attachment.ts';
import { newDelivery } from '../deliveries/newDelivery.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { matchParcel } from './matchParcel.ts';
import { orderKey, referenceKey } from './orderKey.ts';
import { toldParcelOf } from './toldParcel.ts';
import { forgetWaiting, WAITING_MS } from './waitingParcels.ts';

/** So many are tried again at once; the others with the next order or import. */
const MOST_AT_ONCE = 100;
/** Two keys for each, far below the limit of a statement. */
const ORDERS_AT_ONCE = 1_000;
/** A workflow that was unpublished for longer collects nothing. */
const DETACHED_MS = 24 * 3_600_000;

type Database = OpenDatabase['db'];
type KnownOrder = { readonly id: string; readonly number?: string | null };
type Store = Pick<Row<'integration'>, 'guid' | 'space'>;

/** What was reported about parcels that wait for one of these orders. */
export function selectWaiting(
	trx: Database,
	store: Store,
	orders: readonly KnownOrder[],
	nowMs: number,
) {
	return slicesOf(orders, ORDERS_AT_ONCE).map((part) =>
		trx
			.selectFrom('waitingParcel')
			.selectAll()
			.where((eb) => eb.and({ space: store.space, targetGuid: store.guid }))
			.where('since', '>', nowMs - WAITING_MS)
			.where(
				'orderKey',
				'in',
				part.flatMap(({ id, number }) => [
					referenceKey({ integrationGuid: store.guid, orderId: id }),
					orderKey(number) ?? '',
				]),
			)
			.limit(MOST_AT_ONCE),
	);
}

/**
 * Tries all that waits for orders of a store: what came while the workflow was unpublished, and numbers
 * that are certain by now because another order of that number is gone.
 *
 * @returns the subscriptions to wake
 */
export async function retryWaiting(
	{ db }: Pick<OpenDatabase, 'db'>,
	store: Store,
	nowMs: number,
): Promise<string[]> {
	const waiting = await db
		.selectFrom('waitingParcel')
		.selectAll()
		.where((eb) => eb.and({ space: store.space, targetGuid: store.guid }))
		.where('since', '>', nowMs - WAITING_MS)
		.where('orderKey', 'is not', null)
		.orderBy('since', 'desc')
		.limit(MOST_AT_ONCE)
		.execute();
	if (waiting.length === 0) return [];
	return await db.transaction().execute(async (trx) => await deliverWaiting(trx, waiting, nowMs));
}

/**
 * Delivers once more what was reported about parcels whose orders have come. In the transaction that stores
 * the orders.
 *
 * @returns the subscriptions to wake after the transaction
 */
export async function deliverWaiting(
	trx: Database,
	waiting: ReadonlyArray<Row<'waitingParcel'>>,
	nowMs: number,
): Promise<string[]> {
	const woken = new Set<string>();
	for (const row of waiting) {
		const parcel = await parcelNow(trx, row);
		// What it says by now is an event of its own, which has been or will be delivered.
		if (parcel === null || parcel.trackingNumber !== row.trackingNumber) {
			await forgetWaiting({ db: trx }, row, row.targetGuid);
			continue;
		}
		const match = await matchParcel(trx, parcel, nowMs);
		if (match.kind === 'none') continue;
		for (const id of await deliverAgain(trx, row, nowMs)) woken.add(id);
	}
	return [...woken];
}

/** What is known of the shipment now; `null` when it was deleted. */
async function parcelNow(trx: Database, row: Row<'waitingParcel'>) {
	const { space, integrationGuid, shipmentId } = row;
	const found = await trx
		.selectFrom('snapshot')
		.select('entityJson')
		.where((eb) => eb.and({ integrationGuid, entityType: 'Shipment', entityId: shipmentId }))
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	return found ? toldParcelOf(space, integrationGuid, JSON.parse(found.entityJson)) : null;
}

async function deliverAgain(
	trx: Database,
	{ eventId, workflowId, space }: Row<'waitingParcel'>,
	nowMs: number,
): Promise<string[]> {
	const event = await trx
		.selectFrom('event')
		.select(['id', 'entityType', 'entityId', 'integrationGuid'])
		.where('id', '=', eventId)
		.executeTakeFirst();
	if (event === undefined) return [];
	const subscriptions = await withAttachment({ db: trx })
		.select('id')
		.where((eb) => eb.and({ space, workflowId, entityType: 'Shipment' }))
		.where((eb) =>
			eb.or([
				eb('until', 'is', null),
				eb('holder', 'is not', null),
				eb('until', '>', nowMs - DETACHED_MS),
			]),
		)
		// One that was given up is a dead letter, and is tried again as such.
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('delivery')
						.select('delivery.id')
						.whereRef('delivery.subscriptionId', '=', 'subscription.id')
						.where('delivery.eventId', '=', eventId)
						.where('delivery.status', 'in', ['waiting', 'dead']),
				),
			),
		)
		.execute();
	if (subscriptions.length === 0) return [];
	await trx
		.insertInto('delivery')
		.values(subscriptions.map(({ id }) => newDelivery(id, event, event.integrationGuid, nowMs)))
		.execute();
	return subscriptions.map(({ id }) => id);
}
