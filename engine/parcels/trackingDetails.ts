import type { CommerceItem } from '../deliveries/composeItem.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { integrationOf } from '../inbox/integration.ts';
import type { Destination, Tracking } from '../providers/storeSide.ts';
import { fields, text, type Fields } from '../templates/itemFields.ts';
import { knownOrder } from './knownOrder.ts';
import { matchParcel } from './matchParcel.ts';
import { orderReference, orderReferenceIn, type OrderReference } from './orderKey.ts';
import { toldParcelOf } from './toldParcel.ts';

type World = Pick<Inbox, 'database' | 'now'>;

/** What a tracking number is told with, beside itself. */
export type TrackingDetails = Required<Pick<Tracking, 'orderNumber' | 'reference' | 'destination'>>;

/**
 * The order that an event is about, or that its shipment belongs to for certain.
 *
 * @returns `null` for none, for a made-up sample, and for a store of another space
 */
export async function orderOfEvent(
	{ database, now }: World,
	space: string,
	event: CommerceItem | null,
): Promise<OrderReference | null> {
	if (event === null || event.event.isSample) return null;
	const integrationGuid = event.integration.guid;
	if ((await integrationOf(database, space, integrationGuid)) === null) return null;
	const ownId = text(fields(event.order)?.id);
	if (ownId !== null) return { integrationGuid, orderId: ownId };
	const parcel = toldParcelOf(space, integrationGuid, event.shipment);
	if (parcel === null) return null;
	const match = await matchParcel(database.db, parcel, now());
	if (match.kind === 'matched') {
		return { integrationGuid: match.store.guid, orderId: match.orderId };
	}
	return match.kind === 'own' && parcel.orderId !== null
		? { integrationGuid, orderId: parcel.orderId }
		: null;
}

/**
 * What is known of an order and of where its parcel goes, for who gets the tracking number.
 *
 * @param order `null` where it is not known: then only what the event itself says
 */
export async function trackingDetails(
	{ database }: Pick<Inbox, 'database'>,
	order: OrderReference | null,
	event: CommerceItem | null,
): Promise<TrackingDetails> {
	const known = order && (await knownOrder(database, order));
	const [ofShipment, ofOrder] = [fields(event?.shipment), fields(event?.order)];
	const numbers = [known?.number, ofOrder?.number, ofShipment?.orderNumber].map(text);
	const addresses = [ofShipment, known, ofOrder].map((each) => fields(each?.shippingAddress));
	return {
		// A tracker may have given our own reference back in its place.
		orderNumber: numbers.find((each) => each !== null && orderReferenceIn(each) === null) ?? null,
		reference: order && orderReference(order),
		destination: addresses.map(destinationOf).find((each) => each !== null) ?? null,
	};
}

/** @returns `null` where nothing of it is known */
function destinationOf(address: Fields | null): Destination | null {
	const country = text(address?.country)?.toUpperCase() ?? '';
	const countryCode = /^[A-Z]{2}$/.test(country) ? country : null;
	const postalCode = text(address?.postalCode);
	return countryCode === null && postalCode === null ? null : { countryCode, postalCode };
}
