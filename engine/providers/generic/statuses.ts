import {
	CUSTOMER_STATUSES,
	FULFILLMENT_STATUSES,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	PRODUCT_STATUSES,
	SHIPMENT_STATUSES,
	STOCK_STATUSES,
} from '../../events/statuses.ts';

/**
 * Reads a store's word as one of ours, whatever its case and whether its parts are joined by `_`, `-` or
 * a blank: `Out for Delivery`.
 */
const readerOf =
	<T extends string>(words: readonly T[]) =>
	(word: string): T | 'unknown' => {
		const plain = word
			.trim()
			.toLowerCase()
			.replace(/[\s-]+/g, '_');
		return words.find((known) => known === plain) ?? 'unknown';
	};

export const orderStatusOf = readerOf(ORDER_STATUSES);
export const paymentStatusOf = readerOf(PAYMENT_STATUSES);
export const fulfillmentStatusOf = readerOf(FULFILLMENT_STATUSES);
export const shipmentStatusOf = readerOf(SHIPMENT_STATUSES);
export const customerStatusOf = readerOf(CUSTOMER_STATUSES);
export const productStatusOf = readerOf(PRODUCT_STATUSES);
export const stockStatusOf = readerOf(STOCK_STATUSES);

/** A status in our words, and the store's own word beside it: the one that it names, or else the same. */
export function statusFields<T extends string>(
	status: string | null | undefined,
	nativeStatus: string | null | undefined,
	read: (word: string) => T,
): { status?: T; nativeStatus?: string | null } {
	if (!status) return nativeStatus === undefined ? {} : { nativeStatus };
	return { status: read(status), nativeStatus: nativeStatus ?? status };
}
