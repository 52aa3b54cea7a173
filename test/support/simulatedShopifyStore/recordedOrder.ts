import { connection } from './connections.ts';

/** Orders as messages had them, as the Admin API would tell the same: no field is made up. */

type Fields = Readonly<Record<string, unknown>>;
type First = { readonly first?: number | null; readonly after?: string | null };

const list = (given: unknown) => (Array.isArray(given) ? (given as Fields[]) : []);
const upper = (given: unknown) => (typeof given === 'string' ? given.toUpperCase() : null);
const gid = (type: string, id: unknown) => `gid://shopify/${type}/${String(id)}`;

const asBag = (order: Fields, set: unknown, plain?: unknown) => {
	const { shop_money: shop, presentment_money: presentment } = (set ?? {}) as Record<
		string,
		Fields | undefined
	>;
	const isOne = order.currency === order.presentment_currency;
	const own = shop?.amount ?? plain ?? '0.0';
	const theirs = presentment?.amount ?? (isOne || Number(own) === 0 ? own : undefined);
	return {
		shopMoney: { amount: own, currencyCode: order.currency },
		presentmentMoney: {
			amount: theirs ?? String(Math.round(Number(own) * rateOf(order) * 100) / 100),
			currencyCode: order.presentment_currency,
		},
	};
};

/** What is not told in the customer's currency is told at the rate of the total. */
function rateOf({ total_price_set: set }: Fields): number {
	const { shop_money: shop, presentment_money: theirs } = (set ?? {}) as Record<
		string,
		Fields | undefined
	>;
	return shop && theirs ? Number(theirs.amount) / Number(shop.amount) : 1;
}

const allocations = (order: Fields, part: Fields) =>
	list(part.discount_allocations).map((each) => {
		const index = Number(each.discount_application_index ?? 0);
		const application = list(order.discount_applications)[index] ?? {};
		const code =
			list(order.discount_applications)[index] === undefined
				? list(order.discount_codes)[index]?.code
				: application.code;
		return {
			allocatedAmountSet: asBag(order, each.amount_set, each.amount),
			discountApplication: {
				__typename: code ? 'DiscountCodeApplication' : 'ManualDiscountApplication',
				index,
				code,
				title: application.title ?? application.description ?? 'A discount',
			},
		};
	});

const address = (given: unknown) => {
	if (!given) return null;
	const from = given as Fields;
	return {
		firstName: from.first_name,
		lastName: from.last_name,
		company: from.company,
		address1: from.address1,
		address2: from.address2,
		city: from.city,
		province: from.province,
		provinceCode: from.province_code,
		zip: from.zip,
		countryCodeV2: from.country_code,
		phone: from.phone,
	};
};

const line = (order: Fields, given: Fields) => ({
	__typename: 'LineItem',
	id: gid('LineItem', given.id),
	name: given.name,
	sku: given.sku,
	quantity: given.quantity,
	currentQuantity: given.current_quantity ?? given.quantity,
	requiresShipping: given.requires_shipping ?? true,
	taxable: given.taxable ?? true,
	product: given.product_id ? { id: gid('Product', given.product_id) } : null,
	variant: given.variant_id ? { id: gid('ProductVariant', given.variant_id) } : null,
	originalUnitPriceSet: asBag(order, given.price_set, given.price),
	discountAllocations: allocations(order, given),
	taxLines: list(given.tax_lines).map((tax) => ({
		title: tax.title,
		priceSet: asBag(order, tax.price_set, tax.price),
	})),
});

function trackingOf(given: Fields) {
	const numbers = (given.tracking_numbers ?? []) as string[];
	const urls = (given.tracking_urls ?? []) as string[];
	const company = given.tracking_company;
	if (numbers.length === 0) {
		return urls.length > 0 || company ? [{ number: null, url: urls[0] ?? null, company }] : [];
	}
	return numbers.map((number, index) => ({
		number,
		url:
			(urls.length === numbers.length ? urls[index] : urls.find((url) => url.includes(number))) ??
			null,
		company,
	}));
}

export const recordedFulfillment = (order: Fields, given: Fields) => ({
	__typename: 'Fulfillment',
	id: gid('Fulfillment', given.id),
	status: upper(given.status),
	displayStatus: upper(given.shipment_status) ?? 'FULFILLED',
	createdAt: given.created_at,
	updatedAt: given.updated_at,
	service: given.service ? { handle: given.service } : null,
	trackingInfo: trackingOf(given),
	events: (args: First) => connection([], args),
	fulfillmentLineItems: (args: First) =>
		connection(
			list(given.line_items).map((each) => ({
				quantity: each.quantity,
				lineItem: line(order, each),
			})),
			args,
		),
});

export const recordedRefund = (order: Fields, given: Fields) => ({
	__typename: 'Refund',
	id: gid('Refund', given.id),
	createdAt: given.created_at,
	note: given.note,
	transactions: (args: First) =>
		connection(
			list(given.transactions).map((each) => ({
				kind: upper(each.kind),
				status: upper(each.status),
				amountSet: {
					presentmentMoney: {
						amount: each.amount,
						currencyCode: each.currency ?? order.presentment_currency,
					},
				},
			})),
			args,
		),
	refundLineItems: (args: First) =>
		connection(
			list(given.refund_line_items).map((each) => ({
				quantity: each.quantity ?? 0,
				restockType: upper(each.restock_type) ?? 'NO_RESTOCK',
				lineItem: { id: gid('LineItem', each.line_item_id ?? 0) },
				subtotalSet: asBag(order, each.subtotal_set, each.subtotal),
				totalTaxSet: asBag(order, each.total_tax_set, each.total_tax),
			})),
			args,
		),
	refundShippingLines: (args: First) =>
		connection(
			list(given.refund_shipping_lines).map((each) => ({
				subtotalAmountSet: asBag(order, each.subtotal_amount_set),
				taxAmountSet: asBag(order, each.tax_amount_set),
			})),
			args,
		),
	orderAdjustments: (args: First) =>
		connection(
			list(given.order_adjustments).map((each) => ({
				amountSet: asBag(order, each.amount_set, each.amount),
				taxAmountSet: asBag(order, each.tax_amount_set, each.tax_amount),
			})),
			args,
		),
});

const FULFILLMENT_WORDS: Readonly<Record<string, string>> = {
	fulfilled: 'FULFILLED',
	partial: 'PARTIALLY_FULFILLED',
};

const feeOf = (order: Fields, field: string) => (order[field] ? asBag(order, order[field]) : null);

/** What of the total did not go back, for messages that do not tell it. */
function leftOf(order: Fields): number {
	const paidBack = list(order.refunds)
		.flatMap(({ transactions }) => list(transactions))
		.filter(({ kind, status }) => kind === 'refund' && status === 'success')
		.map(({ amount, currency }) =>
			currency === order.currency ? Number(amount) : Number(amount) / rateOf(order),
		);
	return paidBack.reduce((left, each) => left - each, Number(order.total_price));
}

/** Nothing came in yet, in a message that does not tell what is still to come. */
const unpaidOf = (order: Fields): unknown =>
	order.financial_status === 'pending' && !order.cancelled_at ? order.total_price : '0.0';

export function recordedOrder(order: Fields) {
	const bag = (field: string) => asBag(order, order[`${field}_set`], order[field]);
	const current = (field: string) =>
		order[`current_${field}_set`] || order[`current_${field}`] !== undefined
			? asBag(order, order[`current_${field}_set`], order[`current_${field}`])
			: bag(field);
	const customer = order.customer as Fields | undefined;
	const fulfillments = list(order.fulfillments);
	return {
		__typename: 'Order',
		id: gid('Order', order.id),
		name: order.name,
		email: order.email,
		phone: order.phone,
		note: order.note,
		tags: String(order.tags ?? '')
			.split(', ')
			.filter(Boolean),
		test: order.test ?? false,
		confirmed: order.confirmed ?? true,
		confirmationNumber: order.confirmation_number,
		poNumber: order.po_number,
		sourceName: order.source_name,
		customerLocale: order.customer_locale,
		createdAt: order.created_at,
		updatedAt: order.updated_at,
		cancelledAt: order.cancelled_at,
		cancelReason: upper(order.cancel_reason),
		closedAt: order.closed_at,
		currencyCode: order.currency,
		presentmentCurrencyCode: order.presentment_currency,
		displayFinancialStatus: upper(order.financial_status),
		displayFulfillmentStatus: FULFILLMENT_WORDS[String(order.fulfillment_status)] ?? 'UNFULFILLED',
		discountCodes: list(order.discount_codes).map(({ code }) => code),
		paymentGatewayNames: order.payment_gateway_names ?? [],
		taxesIncluded: order.taxes_included,
		totalPriceSet: bag('total_price'),
		currentTotalPriceSet:
			order.current_total_price === undefined
				? asBag(order, null, leftOf(order).toFixed(2))
				: current('total_price'),
		totalTaxSet: bag('total_tax'),
		currentTotalTaxSet: current('total_tax'),
		totalDiscountsSet: bag('total_discounts'),
		currentTotalDiscountsSet: current('total_discounts'),
		totalShippingPriceSet: bag('total_shipping_price'),
		originalTotalDutiesSet: feeOf(order, 'original_total_duties_set'),
		originalTotalAdditionalFeesSet: feeOf(order, 'original_total_additional_fees_set'),
		totalOutstandingSet: asBag(order, null, order.total_outstanding ?? unpaidOf(order)),
		totalTipReceivedSet: bag('total_tip_received'),
		customAttributes: list(order.note_attributes).map(({ name, value }) => ({ key: name, value })),
		customer: customer && {
			id: gid('Customer', customer.id),
			firstName: customer.first_name,
			lastName: customer.last_name,
			defaultEmailAddress: customer.email ? { emailAddress: customer.email } : null,
			defaultPhoneNumber: customer.phone ? { phoneNumber: customer.phone } : null,
		},
		billingAddress: address(order.billing_address),
		shippingAddress: address(order.shipping_address),
		shippingLines: (args: First) =>
			connection(
				list(order.shipping_lines)
					.filter(({ is_removed: isRemoved }) => isRemoved !== true)
					.map((each) => ({
						title: each.title,
						originalPriceSet: asBag(order, each.price_set, each.price),
						discountAllocations: allocations(order, each),
					})),
				args,
			),
		refunds: ({ first }: First) =>
			list(order.refunds)
				.slice(0, first ?? 250)
				.map((each) => recordedRefund(order, each)),
		lineItems: (args: First) =>
			connection(
				list(order.line_items).map((each) => line(order, each)),
				args,
			),
		fulfillmentsCount: { count: fulfillments.length, precision: 'EXACT' },
		fulfillments: ({ first }: First) =>
			fulfillments.slice(0, first ?? 250).map((each) => recordedFulfillment(order, each)),
	};
}

/** What a call names by its id, of the orders that were recorded. */
export function recordedNode(orders: Iterable<Fields>, id: string) {
	for (const order of orders) {
		if (id === gid('Order', order.id)) return recordedOrder(order);
		for (const each of list(order.refunds)) {
			if (id === gid('Refund', each.id)) return recordedRefund(order, each);
		}
		for (const each of list(order.fulfillments)) {
			if (id === gid('Fulfillment', each.id)) return recordedFulfillment(order, each);
		}
	}
	return null;
}
