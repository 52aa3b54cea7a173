import type {
	FulfillmentStatus,
	OrderStatus,
	PaymentStatus,
	ProductStatus,
	StockStatus,
} from '../../events/statuses.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';

/**
 * Statuses that an order has before it is one, or after it is none: it is not reported.
 *
 * @see woocommerce/woocommerce `src/Enums/OrderStatus.php`
 */
export const NOT_AN_ORDER: ReadonlySet<string> = new Set([
	'checkout-draft',
	'auto-draft',
	'draft',
	'new',
	'trash',
]);

const ORDERS: Readonly<Record<string, OrderStatus>> = {
	pending: 'pending_payment',
	'on-hold': 'on_hold',
	processing: 'processing',
	'ready-for-pickup': 'ready_for_pickup',
	completed: 'completed',
	cancelled: 'cancelled',
	refunded: 'refunded',
	failed: 'failed',
	'checkout-draft': 'draft',
	'auto-draft': 'draft',
	draft: 'draft',
	new: 'draft',
};

const PRODUCTS: Readonly<Record<string, ProductStatus>> = {
	publish: 'active',
	draft: 'draft',
	'auto-draft': 'draft',
	pending: 'draft',
	future: 'draft',
	private: 'hidden',
	trash: 'archived',
};

const STOCK: Readonly<Record<string, StockStatus>> = {
	instock: 'in_stock',
	outofstock: 'out_of_stock',
	onbackorder: 'on_backorder',
};

const lookUp = <T>(words: Readonly<Record<string, T>>, word: string | null): T | 'unknown' =>
	(word !== null && Object.hasOwn(words, word) && words[word]) || 'unknown';

/**
 * Words that extensions add, by what they mean to the customer. WooCommerce itself does not know them, so no
 * order is given one of these here. Each is in the source of the extension above it.
 */
const EXTENSIONS: Readonly<Record<string, OrderStatus>> = {
	// Advanced Shipment Tracking (zorem/woo-advanced-shipment-tracking)
	shipped: 'fulfilled',
	'updated-tracking': 'fulfilled',
	'partial-shipped': 'partially_fulfilled',
	'partially-shipped': 'partially_fulfilled',
	delivered: 'completed',
	pickup: 'completed',
	'ready-pickup': 'ready_for_pickup',
	// Track Orders for WooCommerce (MakeWebBetter)
	dispatched: 'fulfilled',
	packed: 'processing',
	// Local Delivery Drivers (`lddfw`), Delivery Drivers (`ddwc`)
	'out-for-delivery': 'fulfilled',
	// Backorder Split (`wc-backorder-split`)
	backordered: 'on_hold',
	// External Logistic (`woocommerce-external-logistic`), Bordereau Generator (`woo-bordereau-generator`)
	'awaiting-shipment': 'processing',
	'awaiting-shipping': 'processing',
};

/**
 * Not verified: usual words for the same. `awaiting-pickup` and `ready-to-ship` are in the public code of several
 * shops; which extension brings which of them is not known.
 */
const USUAL_WORDS: Readonly<Record<string, OrderStatus>> = {
	'awaiting-pickup': 'ready_for_pickup',
	'ready-to-ship': 'processing',
	sent: 'fulfilled',
	despatched: 'fulfilled',
	'in-transit': 'fulfilled',
	'partial-shipment': 'partially_fulfilled',
	'part-shipped': 'partially_fulfilled',
	'partially-dispatched': 'partially_fulfilled',
	'partially-sent': 'partially_fulfilled',
	'picked-up': 'completed',
	collected: 'completed',
	'awaiting-collection': 'ready_for_pickup',
	'ready-for-collection': 'ready_for_pickup',
	'ready-to-pickup': 'ready_for_pickup',
	'local-pickup': 'ready_for_pickup',
	packing: 'processing',
	picking: 'processing',
	preparing: 'processing',
	'awaiting-fulfillment': 'processing',
	backorder: 'on_hold',
	'on-backorder': 'on_hold',
	'awaiting-payment': 'pending_payment',
};

const WORDS = { ...USUAL_WORDS, ...EXTENSIONS, ...ORDERS };

/**
 * Shops and extensions add statuses of their own: others are `unknown`, with the word beside it, unless the
 * merchant has said what they mean.
 */
export const orderStatusOf = (
	word: string | null,
	{ statuses }: Pick<StoreReading, 'statuses'> = AS_KNOWN,
): OrderStatus => statuses.get(word?.toLowerCase() ?? '') ?? lookUp(WORDS, word);

/** WooCommerce's own word for a status that an order can be given; `null` where it has none. */
export function statusWordOf(status: OrderStatus): string | null {
	if (status === 'draft') return null;
	return Object.entries(ORDERS).find(([, canonical]) => canonical === status)?.[0] ?? null;
}

export const productStatusOf = (word: string | null): ProductStatus => lookUp(PRODUCTS, word);

export const stockStatusOf = (word: string | null): StockStatus => lookUp(STOCK, word);

/**
 * A refund of a part leaves the order's status as it is: only the payment tells. "Refunded" is also an order
 * that nobody has paid, and whose goods were put back on the shelves.
 */
export function paymentStatusOf(
	order: {
		readonly status: string | null;
		/** `undefined` where the message does not tell. */
		readonly paidAt: string | null | undefined;
		readonly total: number | null;
		readonly refunded: number;
	},
	reading?: StoreReading,
): PaymentStatus {
	const { status, paidAt, total, refunded } = order;
	if (status === 'refunded') return paidAt === null ? 'voided' : 'refunded';
	if (refunded > 0) return total !== null && refunded >= total ? 'refunded' : 'partially_refunded';
	if (paidAt) return 'paid';
	if (status === 'failed') return 'failed';
	if (status === 'cancelled') return 'voided';
	return orderStatusOf(status, reading) === 'unknown' ? 'unknown' : 'pending';
}

const FULFILLMENTS: Readonly<Record<string, FulfillmentStatus>> = {
	fulfilled: 'fulfilled',
	partially_fulfilled: 'partially_fulfilled',
	unfulfilled: 'unfulfilled',
	no_fulfillments: 'unfulfilled',
};

/**
 * WooCommerce has one word for "shipped" and "done": completed. Its fulfillments tell which part of an order
 * is shipped before that.
 *
 * @param word of the order's fulfillments; `null` for an order without
 * @see woocommerce/woocommerce `src/Admin/Features/Fulfillments/FulfillmentUtils.php`
 */
export function fulfillmentStatusOf(
	status: string | null,
	completedAt: string | null,
	word: string | null = null,
	reading?: StoreReading,
): FulfillmentStatus {
	const canonical = orderStatusOf(status, reading);
	if (canonical === 'completed' || canonical === 'fulfilled') return 'fulfilled';
	if (canonical === 'partially_fulfilled') return canonical;
	const told = lookUp(FULFILLMENTS, word);
	if (told !== 'unknown') return told;
	if (status === 'refunded') return completedAt === null ? 'unfulfilled' : 'fulfilled';
	return canonical === 'unknown' ? 'unknown' : 'unfulfilled';
}
