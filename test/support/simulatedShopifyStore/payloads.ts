import {
	currentOf,
	discountsOf,
	displayFulfillmentStatus,
	lastEventOf,
	linesOf,
	presented,
	totalOf,
	type AddressRecord,
	type CarrierEventRecord,
	type CustomerRecord,
	type FulfillmentRecord,
	type LineRecord,
	type OrderRecord,
	type ProductRecord,
	type RefundRecord,
} from './records.ts';

/**
 * The bodies of webhooks, in the shape of the REST Admin API:
 * https://shopify.dev/docs/api/admin-rest/latest/resources/order and its neighbours; compare
 * fixtures/shopify. Amounts are texts with the currency's decimals, times are in the shop's zone.
 */

const money = (cents: number) => (cents / 100).toFixed(2);

/** Shops write their own zone; this one is in Berlin, in winter. */
const time = (ms: number | null) =>
	ms === null ? null : `${new Date(ms + 3_600_000).toISOString().replace(/\.\d+Z$/, '')}+01:00`;

const address = (given: AddressRecord | null) =>
	given && {
		first_name: given.firstName,
		last_name: given.lastName,
		company: given.company,
		address1: given.address1,
		address2: given.address2,
		city: given.city,
		province: given.province,
		province_code: given.provinceCode,
		zip: given.zip,
		country: given.country,
		country_code: given.countryCode,
		phone: given.phone,
		name: `${given.firstName} ${given.lastName}`,
	};

const bag = (cents: number, order: OrderRecord) => ({
	shop_money: { amount: money(cents), currency_code: order.currency },
	presentment_money: {
		amount: money(presented(cents, order)),
		currency_code: order.presentmentCurrency,
	},
});

const allocations = (discounts: readonly number[], order: OrderRecord) =>
	discounts.map((cents, index) => ({
		amount: money(cents),
		amount_set: bag(cents, order),
		discount_application_index: index,
	}));

const line = (order: OrderRecord, given: LineRecord, quantity = given.quantity) => ({
	id: given.id,
	product_id: given.productId,
	variant_id: given.variantId,
	sku: given.sku,
	name: given.name,
	title: given.name.split(' - ')[0],
	quantity,
	current_quantity: given.currentQuantity,
	price: money(given.price),
	price_set: bag(given.price, order),
	discount_allocations: allocations(given.discounts, order),
	tax_lines: [{ title: 'VAT', price: money(given.tax), price_set: bag(given.tax, order) }],
});

export const parcelsOf = ({ tracking, moreParcels = [] }: FulfillmentRecord) =>
	tracking
		? [tracking, ...moreParcels.map((each) => ({ company: tracking.company, ...each }))]
		: [];

/** `email` and `destination` are only in the message of the fulfillment itself. */
export const fulfillmentPayload = (
	order: OrderRecord,
	given: FulfillmentRecord,
	isOwnMessage = true,
) => ({
	id: given.id,
	order_id: order.id,
	name: given.name,
	status: given.status.toLowerCase(),
	shipment_status: lastEventOf(given)?.status.toLowerCase() ?? null,
	service: 'manual',
	tracking_company: given.tracking?.company ?? null,
	tracking_number: given.tracking?.number ?? null,
	tracking_numbers: parcelsOf(given).map(({ number }) => number),
	tracking_url: given.tracking?.url ?? null,
	tracking_urls: parcelsOf(given).flatMap(({ url }) => (url === null ? [] : [url])),
	created_at: time(given.createdAt),
	updated_at: time(given.updatedAt),
	line_items: given.lines.map(({ lineId, quantity }) =>
		line(order, order.lines.find(({ id }) => id === lineId)!, quantity),
	),
	...(isOwnMessage && { email: order.email, destination: address(order.address) }),
});

export const fulfillmentEventPayload = (
	order: OrderRecord,
	{ id }: FulfillmentRecord,
	event: CarrierEventRecord,
) => ({
	id: event.id,
	fulfillment_id: id,
	order_id: order.id,
	status: event.status.toLowerCase(),
	message: event.message,
	happened_at: time(event.happenedAt),
	estimated_delivery_at: time(event.estimatedDeliveryAt),
});

const refund = (order: OrderRecord, given: RefundRecord) => ({
	id: given.id,
	created_at: time(given.createdAt),
	note: given.note,
	transactions: given.payments.map(({ amount, currency, status = 'SUCCESS' }) => ({
		kind: 'refund',
		status: status.toLowerCase(),
		amount: money(amount),
		currency,
	})),
	refund_line_items: given.goods.map(({ lineId, quantity, restock, subtotal, tax }) => ({
		line_item_id: lineId,
		quantity,
		restock_type: restock.toLowerCase(),
		subtotal: subtotal / 100,
		subtotal_set: bag(subtotal, order),
		total_tax: tax / 100,
		total_tax_set: bag(tax, order),
	})),
	refund_shipping_lines: given.shipping?.isListed
		? [
				{
					subtotal_amount_set: bag(given.shipping.amount, order),
					tax_amount_set: bag(given.shipping.tax, order),
				},
			]
		: [],
	order_adjustments: [
		...(given.shipping && !given.shipping.isListed
			? [adjustment('shipping_refund', -given.shipping.amount, -given.shipping.tax, order)]
			: []),
		...(given.discrepancy ? [adjustment('refund_discrepancy', given.discrepancy, 0, order)] : []),
	],
});

const adjustment = (kind: string, amount: number, tax: number, order: OrderRecord) => ({
	kind,
	amount: money(amount),
	amount_set: bag(amount, order),
	tax_amount: money(tax),
	tax_amount_set: bag(tax, order),
});

/** REST knows `fulfilled`, `partial`, `restocked` and none. */
const FULFILLMENT_STATUSES: Readonly<Record<string, string>> = {
	FULFILLED: 'fulfilled',
	PARTIALLY_FULFILLED: 'partial',
};

/** "Restocked: every line item has been restocked and the order canceled." */
const fulfillmentStatus = (order: OrderRecord) =>
	order.cancelledAt === null
		? (FULFILLMENT_STATUSES[displayFulfillmentStatus(order)] ?? null)
		: 'restocked';

export const orderPayload = (order: OrderRecord) => ({
	id: order.id,
	name: `#${order.number}`,
	order_number: order.number,
	email: order.email,
	contact_email: order.email,
	phone: order.phone,
	note: order.note,
	tags: [...order.tags].sort().join(', '),
	test: false,
	confirmed: true,
	confirmation_number: 'PA3XKMQ7N',
	po_number: null,
	source_name: 'web',
	customer_locale: 'de',
	currency: order.currency,
	presentment_currency: order.presentmentCurrency,
	created_at: time(order.createdAt),
	updated_at: time(order.updatedAt),
	cancelled_at: time(order.cancelledAt),
	cancel_reason: order.cancelReason?.toLowerCase() ?? null,
	closed_at: time(order.closedAt),
	financial_status: order.financial.toLowerCase(),
	fulfillment_status: fulfillmentStatus(order),
	taxes_included: order.taxesIncluded,
	total_price: money(totalOf(order)),
	total_price_set: bag(totalOf(order), order),
	current_total_price: money(currentOf(order).total),
	current_total_price_set: bag(currentOf(order).total, order),
	current_total_tax_set: bag(currentOf(order).tax, order),
	current_total_discounts_set: bag(currentOf(order).discount, order),
	total_tax_set: bag(order.tax, order),
	total_discounts_set: bag(order.discount, order),
	original_total_duties_set: order.duties === 0 ? null : bag(order.duties, order),
	discount_applications: discountsOf(order),
	subtotal_price: money(order.subtotal),
	total_tax: money(order.tax),
	total_discounts: money(order.discount),
	total_outstanding: money(order.outstanding),
	total_tip_received: money(order.tip),
	total_shipping_price_set: bag(order.shipping, order),
	discount_codes: order.discountCodes.map((code) => ({
		code,
		amount: money(order.discount),
		type: 'fixed_amount',
	})),
	order_status_url: `https://shop.example/70123/orders/${order.id}/authenticate?key=abc`,
	payment_gateway_names: order.gateways,
	note_attributes: order.noteAttributes,
	customer: order.customer && {
		id: order.customer.id,
		first_name: order.customer.firstName,
		last_name: order.customer.lastName,
		email: order.customer.email,
		phone: order.customer.phone,
	},
	billing_address: address(order.address),
	shipping_address: address(order.address),
	shipping_lines: order.shippingTitle
		? [
				{
					title: order.shippingTitle,
					price: money(order.shipping),
					price_set: bag(order.shipping, order),
					is_removed: false,
					discount_allocations: allocations(order.shippingDiscounts, order),
				},
			]
		: [],
	line_items: linesOf(order).map((each) => line(order, each)),
	fulfillments: order.fulfillments.map((each) => fulfillmentPayload(order, each, false)),
	refunds: order.refunds.map((each) => refund(order, each)),
});

/**
 * Without tags and marketing consent, which messages have no longer:
 * https://shopify.dev/changelog/new-customer-s-webhook-and-changes-to-existing-customer-s-webhooks-payload
 */
export const customerPayload = (given: CustomerRecord) => ({
	id: given.id,
	state: given.state.toLowerCase(),
	email: given.email,
	phone: given.phone,
	first_name: given.firstName,
	last_name: given.lastName,
	note: given.note,
	verified_email: true,
	tax_exempt: false,
	created_at: time(given.createdAt),
	updated_at: time(given.updatedAt),
	default_address: address(given.address),
});

/** At most 100 variants, and the ids of all: https://shopify.dev/docs/api/webhooks (products/update). */
export const productPayload = (given: ProductRecord) => ({
	id: given.id,
	title: given.title,
	vendor: given.vendor,
	handle: given.handle,
	product_type: given.type,
	body_html: given.html,
	status: given.status.toLowerCase(),
	tags: [...given.tags].sort().join(', '),
	created_at: time(given.createdAt),
	updated_at: time(given.updatedAt),
	published_at: time(given.publishedAt),
	options: given.options.map((option, index) => ({
		id: index + 1,
		product_id: given.id,
		position: index + 1,
		...option,
	})),
	image: given.image === null ? null : { id: 1, src: given.image },
	variants: given.variants.slice(0, 100).map((each) => ({
		id: each.id,
		product_id: given.id,
		title: each.title,
		sku: each.sku,
		price: money(each.price),
		compare_at_price: each.compareAt === null ? null : money(each.compareAt),
		inventory_quantity: each.quantity,
		inventory_policy: each.policy.toLowerCase(),
		inventory_management: each.tracked ? 'shopify' : null,
	})),
	variant_gids: given.variants.map(({ id }) => ({
		admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`,
	})),
});
