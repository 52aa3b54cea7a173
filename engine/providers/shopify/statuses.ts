import type {
	CustomerStatus,
	FulfillmentStatus,
	OrderStatus,
	PaymentStatus,
	ProductStatus,
	ShipmentStatus,
} from '../../events/statuses.ts';

/** An order has no status of its own at Shopify, but four things that are independent of one another. */
export type OrderAxes = {
	readonly financial: string | null;
	/** `null` is "unfulfilled" in a webhook. */
	readonly fulfillment: string | null;
	readonly cancelled: boolean;
	readonly closed: boolean;
};

const PAYMENT: Readonly<Record<string, PaymentStatus>> = {
	pending: 'pending',
	authorized: 'authorized',
	partially_paid: 'partially_paid',
	paid: 'paid',
	partially_refunded: 'partially_refunded',
	refunded: 'refunded',
	voided: 'voided',
	expired: 'failed',
};

/** The words of the webhooks (`partial`) and of GraphQL's `displayFulfillmentStatus`. */
const FULFILLMENT: Readonly<Record<string, FulfillmentStatus>> = {
	unfulfilled: 'unfulfilled',
	partial: 'partially_fulfilled',
	partially_fulfilled: 'partially_fulfilled',
	fulfilled: 'fulfilled',
	fulfillment_not_required: 'unfulfilled',
	restocked: 'unfulfilled',
	in_progress: 'unfulfilled',
	open: 'unfulfilled',
	pending_fulfillment: 'unfulfilled',
	scheduled: 'unfulfilled',
	request_declined: 'unfulfilled',
	on_hold: 'on_hold',
};

const SHIPMENT_EVENTS: Readonly<Record<string, ShipmentStatus>> = {
	confirmed: 'pending',
	label_voided: 'pending',
	submitted: 'pending',
	label_purchased: 'label_created',
	label_printed: 'label_created',
	marked_as_fulfilled: 'shipped',
	fulfilled: 'shipped',
	carrier_picked_up: 'in_transit',
	in_transit: 'in_transit',
	ready_for_pickup: 'ready_for_pickup',
	ready_for_recipient_pickup: 'ready_for_pickup',
	out_for_delivery: 'out_for_delivery',
	delivered: 'delivered',
	picked_up: 'delivered',
	attempted_delivery: 'attempted',
	not_delivered: 'attempted',
	buyer_action_required: 'attempted',
	delayed: 'delayed',
	failure: 'failed',
	returning_to_sender: 'returned',
	canceled: 'cancelled',
};

const FULFILLMENTS: Readonly<Record<string, ShipmentStatus>> = {
	pending: 'pending',
	open: 'pending',
	success: 'shipped',
	cancelled: 'cancelled',
	error: 'failed',
	failure: 'failed',
};

const CUSTOMERS: Readonly<Record<string, CustomerStatus>> = {
	enabled: 'enabled',
	invited: 'invited',
	disabled: 'disabled',
	declined: 'declined',
};

const PRODUCTS: Readonly<Record<string, ProductStatus>> = {
	active: 'active',
	draft: 'draft',
	archived: 'archived',
	unlisted: 'hidden',
};

const lookUp = <T>(words: Readonly<Record<string, T>>, word: string | null): T | 'unknown' =>
	(word !== null && Object.hasOwn(words, word.toLowerCase()) && words[word.toLowerCase()]) ||
	'unknown';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus */
export const paymentStatusOf = (word: string | null): PaymentStatus => lookUp(PAYMENT, word);

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFulfillmentStatus */
export const fulfillmentStatusOf = (word: string | null): FulfillmentStatus =>
	lookUp(FULFILLMENT, word ?? 'unfulfilled');

/** The one status that says most about an order: the first that holds, from the top. */
export function orderStatusOf({
	financial,
	fulfillment,
	cancelled,
	closed,
}: OrderAxes): OrderStatus {
	const payment = paymentStatusOf(financial);
	const shipping = fulfillmentStatusOf(fulfillment);
	if (cancelled) return 'cancelled';
	if (payment === 'refunded' || payment === 'partially_refunded') return payment;
	if (payment === 'failed' || payment === 'voided') return 'failed';
	if (shipping === 'fulfilled') return closed ? 'completed' : 'fulfilled';
	if (shipping === 'partially_fulfilled' || shipping === 'on_hold') return shipping;
	if (payment === 'paid' || payment === 'partially_paid') return 'processing';
	if (payment === 'pending' || payment === 'authorized') return 'pending_payment';
	return 'unknown';
}

/** Shopify's own words for an order, as one text: `paid, unfulfilled`. */
export function nativeOrderStatusOf({
	financial,
	fulfillment,
	cancelled,
	closed,
}: OrderAxes): string {
	return [
		financial?.toLowerCase() ?? 'payment unknown',
		fulfillment?.toLowerCase() ?? 'unfulfilled',
		...(cancelled ? ['cancelled'] : []),
		...(closed ? ['closed'] : []),
	].join(', ');
}

/**
 * @param fulfillment the record's own status; `null` in a carrier's report, which does not tell it
 * @param event what the carrier said last; `null` before it said anything
 */
export function shipmentStatusOf(fulfillment: string | null, event: string | null): ShipmentStatus {
	const own = lookUp(FULFILLMENTS, fulfillment);
	if (own === 'cancelled' || own === 'failed') return own;
	if (event === null) return own;
	// "Confirmed" is what Shopify fills in when it knows nothing: a parcel that is shipped stays so.
	if (event.toLowerCase() === 'confirmed' && own === 'shipped') return own;
	return lookUp(SHIPMENT_EVENTS, event);
}

/** Shopify's own word for what `shipmentStatusOf` gives: the carrier's, unless the record's own decides. */
export function nativeShipmentStatusOf(
	fulfillment: string | null,
	event: string | null,
): string | null {
	const own = lookUp(FULFILLMENTS, fulfillment);
	return own === 'cancelled' || own === 'failed' ? fulfillment : (event ?? fulfillment);
}

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/CustomerState */
export const customerStatusOf = (word: string | null): CustomerStatus => lookUp(CUSTOMERS, word);

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/ProductStatus */
export const productStatusOf = (word: string | null): ProductStatus => lookUp(PRODUCTS, word);
