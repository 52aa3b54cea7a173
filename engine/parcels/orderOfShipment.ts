import { isSameStore, matchParcel, type ParcelMatch } from './matchParcel.ts';
import type { ToldParcel } from './toldParcel.ts';
import { forgetWaiting, keepWaiting } from './waitingParcels.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Integration } from '../inbox/integration.ts';

/** The order of the store that a shipment belongs to, or why none is written to. */
export type OrderOfShipment =
	| { readonly orderId: string }
	| { readonly orderId: null; readonly isWaiting: boolean; readonly remark: string };

/**
 * Whether an order ID is nothing but what another system calls its own order: in this store, that ID is
 * another order, or none.
 *
 * @param isSkippable whether the node leaves out what it cannot find: what comes then is not meant for
 *   this store alone
 */
export async function isIdOfAnother(
	{ database, now }: Pick<Inbox, 'database' | 'now'>,
	integration: Integration | null,
	parcel: ToldParcel,
	orderId: string | null,
	isSkippable: boolean,
): Promise<boolean> {
	if (orderId !== parcel.orderId || parcel.integrationGuid === integration?.guid) return false;
	if (isSkippable) return true;
	const { kind } = await matchParcel(database.db, parcel, now());
	return kind === 'own';
}

/**
 * Finds the order of a store that a shipment belongs to, whoever has reported it. One that is not known
 * yet, or not for certain, is waited for, unless somebody only tries
 * the workflow.
 *
 * @param awaiting who waits for the order; `null` where nothing is to be left behind
 */
export async function orderOfShipment(
	{ database, now }: Pick<Inbox, 'database' | 'now'>,
	integration: Integration | null,
	parcel: ToldParcel,
	awaiting: { readonly workflowId: string; readonly eventId: string } | null,
): Promise<OrderOfShipment> {
	if (integration === null) {
		return skipped('this store is not connected to n8n, so its orders are not known.');
	}
	if (parcel.integrationGuid === integration.guid && parcel.orderId !== null) {
		return { orderId: parcel.orderId };
	}
	let match = await matchParcel(database.db, parcel, now());
	if (match.kind === 'none' && awaiting !== null) {
		const { guid: targetGuid } = integration;
		match = await keepWaiting(database, parcel, { ...awaiting, targetGuid }, now());
	}
	if (match.kind === 'none') {
		return { orderId: null, isWaiting: awaiting !== null, remark: waiting(match) };
	}
	const isOfStore = match.kind === 'matched' && isSameStore(match.store, integration);
	if (!isOfStore && awaiting !== null) await forgetWaiting(database, parcel, integration.guid);
	if (match.kind === 'own') {
		return skipped(`the order is one of "${match.storeName}", which has reported the shipment.`);
	}
	return isOfStore
		? { orderId: match.orderId }
		: skipped(`the order is one of "${match.store.name}".`);
}

const skipped = (why: string) => ({
	orderId: null,
	isWaiting: false,
	remark: `Skipped: ${why}`,
});

const waiting = ({ reason, remark }: ParcelMatch & { kind: 'none' }) =>
	reason === 'order_unknown'
		? `Waits for its order for up to 14 days: ${remark}`
		: `Not added, and listed as waiting: ${remark}`;
