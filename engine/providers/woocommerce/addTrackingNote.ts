import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { addOrderNote, hasOrderNote } from './orderNotes.ts';

type WooConnection = Connection<WooCommerceCredentials>;

/** Why a tracking number cannot be kept as one. */
const REASONS = {
	no_place:
		'This shop has no place for tracking numbers (the extension "Shipment Tracking", or the feature "Order fulfillments" under WooCommerce > Settings > Advanced > Features)',
	all_taken:
		'Everything in this order is in fulfillments already, and WooCommerce keeps one tracking number for each of them',
} as const;

/**
 * For a shop that has no place for a tracking number: the number goes into a note of the order. A note is no
 * shipment, and is not read back as one.
 */
export async function addTrackingNote(
	call: WooCommerceCall,
	connection: WooConnection,
	tracking: Tracking,
	reason: keyof typeof REASONS,
): Promise<WriteResult> {
	const { orderId, trackingNumber, notifyCustomer } = tracking;
	if (await hasOrderNote(call, connection, orderId, trackingNumber, notifyCustomer)) {
		return { changed: false, observations: [], remark: null };
	}
	await addOrderNote(call, connection, orderId, wordsOf(tracking), notifyCustomer);
	const note = notifyCustomer ? 'a note that it mails to the customer' : 'a private note';
	return {
		changed: true,
		observations: [],
		remark: `${REASONS[reason]}, so the tracking number was written into ${note} of the order.`,
	};
}

/**
 * Tells the customer of a number that the shop has taken without a mail of its own.
 *
 * @returns what a person should know. The number is added by now, so an error is no more than that
 */
export async function tellCustomer(
	call: WooCommerceCall,
	connection: WooConnection,
	tracking: Tracking,
): Promise<string> {
	try {
		await addOrderNote(call, connection, tracking.orderId, wordsOf(tracking), true);
		return 'The customer was told by an order note, which WooCommerce mails.';
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		return `The tracking number was added, but the customer could not be told: ${error.message}`;
	}
}

function wordsOf({ trackingNumber, carrier, trackingUrl }: Tracking): string {
	return [
		`Tracking number: ${trackingNumber}`,
		...(carrier === null ? [] : [`Carrier: ${carrier}`]),
		...(trackingUrl === null ? [] : [trackingUrl]),
	].join('\n');
}
