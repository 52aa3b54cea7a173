/** What a simulated shop keeps. Amounts are in cents, times in epoch milliseconds. */

export type LineRecord = {
	id: number;
	productId: number | null;
	variantId: number | null;
	sku: string | null;
	name: string;
	quantity: number;
	price: number;
	/** What each discount of the order takes off, in the order of the discounts. */
	discounts: number[];
	tax: number;
	/** What is left after edits and returns. */
	currentQuantity: number;
};

export type AddressRecord = {
	firstName: string | null;
	lastName: string | null;
	company: string | null;
	address1: string | null;
	address2: string | null;
	city: string | null;
	province: string | null;
	provinceCode: string | null;
	zip: string | null;
	country: string | null;
	countryCode: string | null;
	phone: string | null;
};

export type CarrierEventRecord = {
	id: number;
	status: string;
	message: string | null;
	happenedAt: number;
	estimatedDeliveryAt: number | null;
};

export type FulfillmentRecord = {
	id: number;
	name: string;
	status: 'SUCCESS' | 'CANCELLED';
	createdAt: number;
	updatedAt: number;
	tracking: { company: string | null; number: string; url: string | null } | null;
	/** Of the parcels after the first. */
	moreParcels?: Array<{ number: string; url: string | null }>;
	lines: Array<{ lineId: number; quantity: number }>;
	events: CarrierEventRecord[];
};

export type FulfillmentOrderRecord = {
	id: number;
	status: 'OPEN' | 'IN_PROGRESS' | 'ON_HOLD' | 'SCHEDULED' | 'CLOSED' | 'CANCELLED';
	/** Whether a fulfillment service of somebody else sends it. */
	isOfService: boolean;
	location: { id: number; name: string };
	lines: Array<{ lineId: number; quantity: number }>;
};

export type RefundRecord = {
	id: number;
	createdAt: number;
	note: string | null;
	/** In the customer's currency. */
	payments: Array<{ amount: number; currency: string; status?: 'SUCCESS' | 'PENDING' | 'FAILURE' }>;
	goods: Array<{
		lineId: number;
		quantity: number;
		restock: 'NO_RESTOCK' | 'RETURN' | 'CANCEL';
		subtotal: number;
		tax: number;
	}>;
	/** In messages, an adjustment or in a list of its own: shops have been seen to do both. */
	shipping: { amount: number; tax: number; isListed?: boolean } | null;
	/** What was paid back less than the refund is for. */
	discrepancy?: number;
};

export type OrderRecord = {
	id: number;
	number: number;
	createdAt: number;
	updatedAt: number;
	cancelledAt: number | null;
	cancelReason: string | null;
	closedAt: number | null;
	/** A word of OrderDisplayFinancialStatus. */
	financial: string;
	email: string | null;
	phone: string | null;
	note: string | null;
	staffNote: string | null;
	tags: string[];
	currency: string;
	presentmentCurrency: string;
	/** Of the customer's currency for one of the shop's. */
	rate: number;
	taxesIncluded: boolean;
	/** The lines less their discounts. */
	subtotal: number;
	tax: number;
	/** Before discounts. */
	shipping: number;
	shippingDiscounts: number[];
	discount: number;
	tip: number;
	duties: number;
	/** After edits and returns; `null` while it is as ordered. */
	current: { total: number; tax: number; discount: number } | null;
	outstanding: number;
	discountCodes: string[];
	gateways: string[];
	noteAttributes: Array<{ name: string; value: string }>;
	customer: {
		id: number;
		firstName: string;
		lastName: string;
		email: string | null;
		phone: string | null;
	} | null;
	address: AddressRecord | null;
	shippingTitle: string | null;
	lines: LineRecord[];
	fulfillments: FulfillmentRecord[];
	fulfillmentOrders: FulfillmentOrderRecord[];
	refunds: RefundRecord[];
};

export type CustomerRecord = {
	id: number;
	createdAt: number;
	updatedAt: number;
	/** A word of CustomerState. */
	state: string;
	email: string | null;
	phone: string | null;
	firstName: string | null;
	lastName: string | null;
	note: string | null;
	tags: string[];
	address: AddressRecord | null;
};

export type VariantRecord = {
	id: number;
	sku: string | null;
	title: string;
	price: number;
	compareAt: number | null;
	quantity: number;
	tracked: boolean;
	policy: 'DENY' | 'CONTINUE';
};

export type ProductRecord = {
	id: number;
	createdAt: number;
	updatedAt: number;
	publishedAt: number | null;
	title: string;
	handle: string;
	vendor: string;
	type: string;
	html: string;
	/** A word of ProductStatus. */
	status: string;
	tags: string[];
	options: Array<{ name: string; values: string[] }>;
	image: string | null;
	variants: VariantRecord[];
};

/** How much of the order is sent, as its page in the admin shows it. */
export function displayFulfillmentStatus({
	lines,
	fulfillments,
	fulfillmentOrders,
}: OrderRecord): string {
	const sent = fulfillments
		.filter(({ status }) => status === 'SUCCESS')
		.flatMap((each) => each.lines)
		.reduce((sum, { quantity }) => sum + quantity, 0);
	const ordered = lines.reduce((sum, { quantity }) => sum + quantity, 0);
	if (sent >= ordered && ordered > 0) return 'FULFILLED';
	if (sent > 0) return 'PARTIALLY_FULFILLED';
	const waiting = fulfillmentOrders.filter(
		({ status }) => status !== 'CLOSED' && status !== 'CANCELLED',
	);
	const all = (word: string) =>
		waiting.length > 0 && waiting.every(({ status }) => status === word);
	// "All of the unfulfilled items in this order are on hold", and so on: OrderDisplayFulfillmentStatus.
	return ['ON_HOLD', 'SCHEDULED', 'IN_PROGRESS'].find(all) ?? 'UNFULFILLED';
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);

export const totalOf = (order: OrderRecord): number =>
	order.subtotal +
	order.shipping -
	sumOf(order.shippingDiscounts) +
	order.tip +
	order.duties +
	(order.taxesIncluded ? 0 : order.tax);

export const currentOf = (order: OrderRecord) =>
	order.current ?? { total: totalOf(order), tax: order.tax, discount: order.discount };

/** Shopify lists a tip as a line of its own. */
export const linesOf = ({ id, tip, lines }: OrderRecord): LineRecord[] =>
	tip === 0
		? lines
		: [
				...lines,
				{
					id: id * 1000 + 999,
					productId: null,
					variantId: null,
					sku: null,
					name: 'Tip',
					quantity: 1,
					currentQuantity: 1,
					price: tip,
					discounts: [],
					tax: 0,
				},
			];

/** The discounts of an order: those with a code first. */
export function discountsOf({ discountCodes, lines, shippingDiscounts }: OrderRecord) {
	const most = Math.max(
		discountCodes.length,
		shippingDiscounts.length,
		...lines.map(({ discounts }) => discounts.length),
	);
	return Array.from({ length: most }, (_, index) => {
		const code = discountCodes[index];
		return code === undefined ? { title: `Automatic ${index}` } : { code };
	});
}

/** In the customer's currency, which has cents as the shop's. */
export const presented = (cents: number, { rate }: OrderRecord): number => Math.round(cents * rate);

/** The newest report, by the time at which it happened. */
export const lastEventOf = ({ events }: FulfillmentRecord): CarrierEventRecord | null =>
	[...events].sort((a, b) => b.happenedAt - a.happenedAt || b.id - a.id)[0] ?? null;
