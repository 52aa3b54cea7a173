import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../events/statuses.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';

type Row = {
	readonly id: number;
	/** As BigCommerce calls it; a shop can show another name. */
	readonly name: string;
	readonly status: OrderStatus;
	/** Of the payment, where the order does not say: of orders that are paid outside of BigCommerce. */
	readonly payment: PaymentStatus;
};

/** An order whose customer has not gone through the checkout, or whose payment has failed there. */
export const INCOMPLETE = 0;

/**
 * Every status of an order.
 *
 * @see https://developer.bigcommerce.com/docs/rest-management/orders/order-status
 */
export const STATUSES: readonly Row[] = [
	{ id: INCOMPLETE, name: 'Incomplete', status: 'draft', payment: 'pending' },
	{ id: 1, name: 'Pending', status: 'pending_payment', payment: 'pending' },
	{ id: 2, name: 'Shipped', status: 'fulfilled', payment: 'paid' },
	{ id: 3, name: 'Partially Shipped', status: 'partially_fulfilled', payment: 'paid' },
	{ id: 4, name: 'Refunded', status: 'refunded', payment: 'refunded' },
	{ id: 5, name: 'Cancelled', status: 'cancelled', payment: 'voided' },
	{ id: 6, name: 'Declined', status: 'failed', payment: 'failed' },
	{ id: 7, name: 'Awaiting Payment', status: 'pending_payment', payment: 'pending' },
	{ id: 8, name: 'Awaiting Pickup', status: 'ready_for_pickup', payment: 'paid' },
	{ id: 9, name: 'Awaiting Shipment', status: 'processing', payment: 'paid' },
	{ id: 10, name: 'Completed', status: 'completed', payment: 'paid' },
	{ id: 11, name: 'Awaiting Fulfillment', status: 'processing', payment: 'paid' },
	{ id: 12, name: 'Manual Verification Required', status: 'on_hold', payment: 'pending' },
	// Only what was paid can be disputed.
	{ id: 13, name: 'Disputed', status: 'on_hold', payment: 'paid' },
	{
		id: 14,
		name: 'Partially Refunded',
		status: 'partially_refunded',
		payment: 'partially_refunded',
	},
];

/** As events tell it, and as one is chosen by: `awaiting-shipment`. A status that is new has only its number. */
export function statusWordOf(id: number): string {
	return rowOf(id)?.name.toLowerCase().replaceAll(' ', '-') ?? `status-${id}`;
}

/** What an order's status means, unless the merchant has said something else. */
export function orderStatusOf(
	id: number | null,
	{ statuses }: Pick<StoreReading, 'statuses'> = AS_KNOWN,
): OrderStatus {
	if (id === null) return 'unknown';
	return statuses.get(statusWordOf(id)) ?? rowOf(id)?.status ?? 'unknown';
}

export const rowOf = (id: number | null | undefined): Row | undefined =>
	STATUSES.find((row) => row.id === id);

/** The number to give an order for a status; where several mean the same, the usual one. */
const WRITTEN: Readonly<Record<OrderStatus, number | null>> = {
	draft: null,
	pending_payment: 7,
	on_hold: 12,
	processing: 11,
	partially_fulfilled: 3,
	ready_for_pickup: 8,
	fulfilled: 2,
	completed: 10,
	partially_refunded: 14,
	refunded: 4,
	cancelled: 5,
	failed: 6,
	unknown: null,
};

export const statusIdOf = (status: OrderStatus): number | null => WRITTEN[status];

/** The words of BigCommerce for where the money is. */
const PAYMENTS: Readonly<Record<string, PaymentStatus>> = {
	authorized: 'authorized',
	captured: 'paid',
	'capture pending': 'authorized',
	declined: 'failed',
	'held for review': 'pending',
	paid: 'paid',
	'partially refunded': 'partially_refunded',
	pending: 'pending',
	refunded: 'refunded',
	void: 'voided',
	'void pending': 'voided',
};

/** An order that is paid outside of BigCommerce has no word for its payment: there its status tells. */
export function paymentStatusOf(order: {
	readonly statusId: number | null;
	readonly word: string | null;
	readonly total: number | null;
	readonly refunded: number;
}): PaymentStatus {
	const { statusId, word, total, refunded } = order;
	if (refunded > 0) return total !== null && refunded >= total ? 'refunded' : 'partially_refunded';
	if (word === null) return rowOf(statusId)?.payment ?? 'unknown';
	const key = word.trim().toLowerCase().replaceAll('_', ' ');
	return Object.hasOwn(PAYMENTS, key) ? PAYMENTS[key]! : 'unknown';
}

const FULFILLED: readonly OrderStatus[] = ['fulfilled', 'completed'];

export function fulfillmentStatusOf(order: {
	readonly status: OrderStatus;
	/** Pieces. */
	readonly items: number | null;
	readonly shipped: number | null;
}): FulfillmentStatus {
	const { status, items, shipped } = order;
	if (FULFILLED.includes(status)) return 'fulfilled';
	if (status === 'partially_fulfilled') return status;
	if (shipped !== null && shipped > 0) {
		return items !== null && shipped >= items ? 'fulfilled' : 'partially_fulfilled';
	}
	return status === 'unknown' && shipped === null ? 'unknown' : 'unfulfilled';
}
