import type { CommerceItem } from '../deliveries/composeItem.ts';
import { addTracking } from '../inbox/writeToStore.ts';
import { isKnownOrder } from '../parcels/knownOrder.ts';
import { isIdOfAnother, orderOfShipment } from '../parcels/orderOfShipment.ts';
import { toldParcelOf } from '../parcels/toldParcel.ts';
import { forgetWaiting } from '../parcels/waitingParcels.ts';
import { isTracker } from '../providers/isTracker.ts';
import type { Tracking, WriteResult } from '../providers/storeSide.ts';
import { fields } from '../templates/itemFields.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld, OnlyShown } from './actionWorld.ts';
import { idIn, openProvenStore, type StoreRequest } from './openStore.ts';
import { parcelFactsIn, tellShop } from './tellShop.ts';
import { trackingInWords } from './wouldHappen.ts';

export type TrackingRequest = Pick<Tracking, 'carrier' | 'trackingUrl' | 'notifyCustomer'> & {
	readonly store: StoreRequest;
	/** What the trigger has emitted; `null` for an item that is about no event. */
	readonly event: CommerceItem | null;
	/** Whether the order is that of the event's shipment. */
	readonly isOfShipment: boolean;
	readonly orderId: unknown;
	readonly trackingNumber: unknown;
	/** What else the shop is told of the event's shipment, each once; left out: nothing. */
	readonly tells?: unknown;
	/** Whether orders that are not known in this store are left out. */
	readonly isSkippable: boolean;
	readonly onlyShown: OnlyShown;
};

/** Adds a tracking number to an order, whichever connected system has reported the parcel. */
export async function addStoreTracking(
	world: ActionWorld,
	{ store: request, event, isOfShipment, isSkippable, onlyShown, ...given }: TrackingRequest,
) {
	const { inbox } = world;
	const tells = parcelFactsIn(given.tells);
	const store = await openProvenStore(world, request);
	const { provider, integration } = store;
	const ability = provider.abilities.addsTracking;
	if (ability !== true) throw new ActionError('setup', ability);
	if (isTracker(provider)) {
		throw new ActionError('setup', `${provider.name} has no orders to add a tracking number to`, {
			hint: 'Choose "Watch a Tracking Number" under "Operation".',
		});
	}
	const trackingNumber = idIn('Tracking Number', given.trackingNumber);
	const parcel = event && toldParcelOf(request.space, event.integration.guid, event.shipment);
	if (isOfShipment && parcel === null) {
		throw new ActionError('setup', 'The item is not about a shipment', {
			hint: 'Start the workflow with a Commerce Shipment Trigger, or choose "By ID" under "Order".',
		});
	}

	let orderId: string;
	const givenId = isOfShipment ? null : String(given.orderId ?? '').trim() || null;
	const isMatched =
		isOfShipment ||
		(parcel !== null && (await isIdOfAnother(inbox, integration, parcel, givenId, isSkippable)));
	if (parcel !== null && isMatched) {
		// What is tried in the editor leaves nothing behind.
		const isTried = onlyShown !== null || event!.event.isSample;
		const awaiting = isTried ? null : { workflowId: request.workflowId, eventId: event!.event.id };
		const found = await orderOfShipment(inbox, integration, parcel, awaiting);
		if (found.orderId === null) {
			const { isWaiting, remark } = found;
			if (!isSkippable) throw new ActionError('setup', remark);
			return { tracking: { orderId: null, trackingNumber, changed: false, isWaiting, remark } };
		}
		({ orderId } = found);
	} else {
		orderId = idIn('Order ID', given.orderId);
		if (isSkippable && !(await isKnownOrder(inbox.database, integration, orderId))) {
			const remark = 'Skipped: this store has no such order.';
			return { tracking: { orderId, trackingNumber, changed: false, remark } };
		}
	}
	const { carrier, trackingUrl, notifyCustomer } = given;
	const tracking = { orderId, trackingNumber, carrier, trackingUrl, notifyCustomer };
	if (onlyShown !== null) {
		const wouldHappen = await trackingInWords(inbox.database, integration, tracking);
		const shown = { changed: false, remark: null, preview: true, reason: onlyShown, wouldHappen };
		return { tracking: { ...tracking, ...shown } };
	}
	const shipment = fields(event?.shipment);
	// What the shop has told itself, it knows.
	const isOfAnother = integration !== null && event?.integration.guid !== integration.guid;
	const result =
		tells.length > 0 && isOfAnother && shipment !== null
			? await tellShop(world, { ...store, integration }, { tracking, shipment, tells })
			: resultOf(await addTracking(inbox, store, tracking));
	if (parcel !== null) await forgetWaiting(inbox.database, parcel);
	return { tracking: { orderId, trackingNumber, ...result } };
}

const resultOf = ({ changed, remark }: WriteResult) => ({ changed, remark });
