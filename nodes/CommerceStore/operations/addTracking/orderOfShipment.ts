import type { IExecuteFunctions } from 'n8n-workflow';
import type { CommerceItem } from '../../../../engine/deliveries/composeItem.ts';
import {
	isSameStore,
	matchParcel,
	type ParcelMatch,
} from '../../../../engine/parcels/matchParcel.ts';
import { toldParcelOf, type ToldParcel } from '../../../../engine/parcels/toldParcel.ts';
import { forgetWaiting, keepWaiting } from '../../../../engine/parcels/waitingParcels.ts';
import type { OpenStore } from '../../operation.ts';

/** The order of the store that a shipment belongs to, or why none is written to. */
export type OrderOfShipment =
	| { readonly orderId: string }
	| { readonly orderId: null; readonly isWaiting: boolean; readonly remark: string };

/** What an event says of a parcel; `null` where it is not about a shipment. */
export const parcelOf = (space: string, event: CommerceItem | null): ToldParcel | null =>
	event && toldParcelOf(space, event.integration.guid, event.shipment);

/**
 * Whether an order ID is nothing but what another system calls its own order: in this store, that ID is
 * another order, or none.
 *
 * @param isSkippable whether the node leaves out what it cannot find: what comes then is not meant for
 *   this store alone
 */
export async function isIdOfAnother(
	{ shared, integration }: OpenStore,
	parcel: ToldParcel,
	orderId: string | null,
	isSkippable: boolean,
): Promise<boolean> {
	if (orderId !== parcel.orderId || parcel.integrationGuid === integration?.guid) return false;
	if (isSkippable) return true;
	const { kind } = await matchParcel(shared.database.db, parcel, shared.now());
	return kind === 'own';
}

/**
 * Finds the order of a store that a shipment belongs to, whoever has reported it. One that is not known
 * yet, or not for certain, is waited for, unless somebody only tries the workflow.
 *
 * @param isOnlyShown whether nothing is to be left behind
 */
export async function orderOfShipment(
	context: IExecuteFunctions,
	{ shared, integration }: OpenStore,
	parcel: ToldParcel,
	event: CommerceItem,
	isOnlyShown: boolean,
): Promise<OrderOfShipment> {
	if (integration === null) {
		return skipped('this store is not connected to n8n, so its orders are not known.');
	}
	const { database, now } = shared;
	if (parcel.integrationGuid === integration.guid && parcel.orderId !== null) {
		return { orderId: parcel.orderId };
	}
	let match = await matchParcel(database.db, parcel, now());
	// What is tried in the editor leaves nothing behind.
	const isTried = isOnlyShown || event.event.isSample;
	if (match.kind === 'none' && !isTried) {
		const awaiting = {
			targetGuid: integration.guid,
			workflowId: context.getWorkflow().id ?? '',
			eventId: event.event.id,
		};
		match = await keepWaiting(database, parcel, awaiting, now());
	}
	if (match.kind === 'none') {
		return { orderId: null, isWaiting: !isTried, remark: waiting(match) };
	}
	const isOfStore = match.kind === 'matched' && isSameStore(match.store, integration);
	if (!isOfStore && !isTried) await forgetWaiting(database, parcel, integration.guid);
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
