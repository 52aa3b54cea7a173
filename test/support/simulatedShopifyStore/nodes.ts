import { connection, time } from './connections.ts';
import { parcelsOf } from './payloads.ts';
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
	type FulfillmentOrderRecord,
	type FulfillmentRecord,
	type LineRecord,
	type OrderRecord,
	type ProductRecord,
	type RefundRecord,
} from './records.ts';

/** Records as GraphQL's types have them: fixtures/shopify/admin-2026-10.graphql. */

type First = { readonly first?: number | null; readonly after?: string | null };

/** Throws for an app that lacks the access scope. */
export type Require = (scope: string, field: string) => void;

const gid = (type: string, id: number) => `gid://shopify/${type}/${id}`;
const at = (ms: number | null) => (ms === null ? null : time(ms));

/** The scalar Decimal has no more zeros than it needs: `94.7`, `10.0`. */
const decimal = (cents: number) =>
	Number.isInteger(cents / 100) ? `${cents / 100}.0` : String(cents / 100);

const bag = (cents: number, order: OrderRecord) => ({
	shopMoney: { amount: decimal(cents), currencyCode: order.currency },
	presentmentMoney: {
		amount: decimal(presented(cents, order)),
		currencyCode: order.presentmentCurrency,
	},
});

const allocations = (discounts: readonly number[], order: OrderRecord) =>
	discounts.map((cents, index) => {
		const { code, title } = discountsOf(order)[index] as { code?: string; title?: string };
		const __typename = code ? 'DiscountCodeApplication' : 'AutomaticDiscountApplication';
		return {
			allocatedAmountSet: bag(cents, order),
			discountApplication: { __typename, index, code, title },
		};
	});

const address = (given: AddressRecord | null) =>
	given && { ...given, countryCodeV2: given.countryCode };

const line = (given: LineRecord, order: OrderRecord) => ({
	__typename: 'LineItem',
	id: gid('LineItem', given.id),
	name: given.name,
	title: given.name.split(' - ')[0],
	sku: given.sku,
	quantity: given.quantity,
	currentQuantity: given.currentQuantity,
	requiresShipping: given.productId !== null,
	taxable: given.productId !== null,
	product: given.productId === null ? null : { id: gid('Product', given.productId) },
	variant: given.variantId === null ? null : { id: gid('ProductVariant', given.variantId) },
	originalUnitPriceSet: bag(given.price, order),
	discountAllocations: allocations(given.discounts, order),
	taxLines: [{ title: 'VAT', priceSet: bag(given.tax, order) }],
});

const event = (given: CarrierEventRecord) => ({
	__typename: 'FulfillmentEvent',
	id: gid('FulfillmentEvent', given.id),
	status: given.status,
	message: given.message,
	happenedAt: at(given.happenedAt),
	createdAt: at(given.happenedAt),
	estimatedDeliveryAt: at(given.estimatedDeliveryAt),
});

export const fulfillmentNode = (
	order: OrderRecord,
	given: FulfillmentRecord,
	require: Require,
) => ({
	__typename: 'Fulfillment',
	id: gid('Fulfillment', given.id),
	name: given.name,
	status: given.status,
	displayStatus:
		given.status === 'CANCELLED' ? 'CANCELED' : (lastEventOf(given)?.status ?? 'FULFILLED'),
	createdAt: at(given.createdAt),
	updatedAt: at(given.updatedAt),
	service: { id: 'gid://shopify/FulfillmentService/1?id=true', handle: 'manual', type: 'MANUAL' },
	trackingInfo: ({ first }: First) => parcelsOf(given).slice(0, first ?? 250),
	events: (args: First & { reverse: boolean; sortKey: string }) => {
		const sorted = [...given.events].sort((a, b) =>
			args.sortKey === 'HAPPENED_AT' ? a.happenedAt - b.happenedAt || a.id - b.id : a.id - b.id,
		);
		return connection((args.reverse ? sorted.reverse() : sorted).map(event), args);
	},
	fulfillmentLineItems: (args: First) =>
		connection(
			given.lines.map(({ lineId, quantity }) => ({
				id: gid('FulfillmentLineItem', lineId),
				quantity,
				lineItem: line(order.lines.find(({ id }) => id === lineId)!, order),
			})),
			args,
		),
	order: () => orderNode(order, require),
});

const fulfillmentOrder = (given: FulfillmentOrderRecord) => ({
	__typename: 'FulfillmentOrder',
	id: gid('FulfillmentOrder', given.id),
	status: given.status,
	supportedActions:
		!given.isOfService && (given.status === 'OPEN' || given.status === 'IN_PROGRESS')
			? [{ action: 'CREATE_FULFILLMENT' }, { action: 'HOLD' }]
			: [{ action: given.isOfService ? 'REQUEST_FULFILLMENT' : 'RELEASE_HOLD' }],
	assignedLocation: {
		name: given.location.name,
		location: { id: gid('Location', given.location.id) },
	},
});

const transactions = ({ payments }: RefundRecord) =>
	payments.map(({ amount, currency, status = 'SUCCESS' }) => ({
		kind: 'REFUND',
		status,
		amountSet: { presentmentMoney: { amount: decimal(amount), currencyCode: currency } },
	}));

export const refundNode = (given: RefundRecord, order: OrderRecord) => ({
	__typename: 'Refund',
	id: gid('Refund', given.id),
	createdAt: at(given.createdAt),
	note: given.note,
	transactions: (args: First) => connection(transactions(given), args),
	refundLineItems: (args: First) =>
		connection(
			given.goods.map(({ lineId, quantity, restock, subtotal, tax }) => ({
				quantity,
				restockType: restock,
				lineItem: { id: gid('LineItem', lineId) },
				subtotalSet: bag(subtotal, order),
				totalTaxSet: bag(tax, order),
			})),
			args,
		),
	refundShippingLines: (args: First) =>
		connection(
			(given.shipping ? [given.shipping] : []).map(({ amount, tax }) => ({
				subtotalAmountSet: bag(amount, order),
				taxAmountSet: bag(tax, order),
			})),
			args,
		),
	orderAdjustments: (args: First) =>
		connection(
			(given.discrepancy ? [given.discrepancy] : []).map((cents) => ({
				amountSet: bag(cents, order),
				taxAmountSet: bag(0, order),
			})),
			args,
		),
});

export function orderNode(order: OrderRecord, require: Require) {
	const money = (cents: number) => bag(cents, order);
	return {
		__typename: 'Order',
		id: gid('Order', order.id),
		name: `#${order.number}`,
		email: order.email,
		phone: order.phone,
		note: order.note,
		tags: [...order.tags].sort(),
		test: false,
		confirmed: true,
		confirmationNumber: 'PA3XKMQ7N',
		poNumber: null,
		sourceName: 'web',
		customerLocale: 'de',
		createdAt: at(order.createdAt),
		updatedAt: at(order.updatedAt),
		cancelledAt: at(order.cancelledAt),
		cancelReason: order.cancelReason,
		closedAt: at(order.closedAt),
		currencyCode: order.currency,
		presentmentCurrencyCode: order.presentmentCurrency,
		displayFinancialStatus: order.financial,
		displayFulfillmentStatus: displayFulfillmentStatus(order),
		// Of another audience than the one in a webhook: nobody promises that the key is the same.
		statusPageUrl: `https://shop.example/70123/orders/${order.id}/authenticate?key=def`,
		discountCodes: order.discountCodes,
		paymentGatewayNames: order.gateways,
		totalPriceSet: money(totalOf(order)),
		taxesIncluded: order.taxesIncluded,
		currentTotalPriceSet: money(currentOf(order).total),
		currentTotalTaxSet: money(currentOf(order).tax),
		currentTotalDiscountsSet: money(currentOf(order).discount),
		originalTotalDutiesSet: order.duties === 0 ? null : money(order.duties),
		originalTotalAdditionalFeesSet: null,
		subtotalPriceSet: money(order.subtotal),
		totalTaxSet: money(order.tax),
		totalShippingPriceSet: money(order.shipping),
		totalDiscountsSet: money(order.discount),
		totalOutstandingSet: money(order.outstanding),
		totalTipReceivedSet: money(order.tip),
		customAttributes: order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
		customer: () => {
			if (order.customer === null) return null;
			require('read_customers', 'customer');
			const { id, firstName, lastName, email, phone } = order.customer;
			return {
				id: gid('Customer', id),
				firstName,
				lastName,
				defaultEmailAddress: email === null ? null : { emailAddress: email },
				defaultPhoneNumber: phone === null ? null : { phoneNumber: phone },
			};
		},
		billingAddress: address(order.address),
		shippingAddress: address(order.address),
		shippingLines: (args: First) =>
			connection(
				order.shippingTitle
					? [
							{
								title: order.shippingTitle,
								originalPriceSet: money(order.shipping),
								discountAllocations: allocations(order.shippingDiscounts, order),
							},
						]
					: [],
				args,
			),
		refunds: ({ first }: First) =>
			order.refunds.slice(0, first ?? 250).map((each) => refundNode(each, order)),
		lineItems: (args: First) =>
			connection(
				linesOf(order).map((each) => line(each, order)),
				args,
			),
		fulfillmentsCount: { count: order.fulfillments.length, precision: 'EXACT' },
		fulfillments: ({ first }: First) =>
			order.fulfillments
				.slice(0, first ?? 250)
				.map((each) => fulfillmentNode(order, each, require)),
		fulfillmentOrders: (args: First) => {
			require('read_merchant_managed_fulfillment_orders', 'fulfillmentOrders');
			return connection(order.fulfillmentOrders.map(fulfillmentOrder), args);
		},
	};
}

export const customerNode = (given: CustomerRecord) => ({
	__typename: 'Customer',
	id: gid('Customer', given.id),
	state: given.state,
	firstName: given.firstName,
	lastName: given.lastName,
	note: given.note,
	tags: [...given.tags].sort(),
	verifiedEmail: true,
	taxExempt: false,
	createdAt: at(given.createdAt),
	updatedAt: at(given.updatedAt),
	defaultEmailAddress: given.email === null ? null : { emailAddress: given.email },
	defaultPhoneNumber: given.phone === null ? null : { phoneNumber: given.phone },
	defaultAddress: address(given.address),
});

export const productNode = (given: ProductRecord) => ({
	__typename: 'Product',
	id: gid('Product', given.id),
	title: given.title,
	vendor: given.vendor,
	status: given.status,
	handle: given.handle,
	productType: given.type,
	descriptionHtml: given.html,
	tags: [...given.tags].sort(),
	createdAt: at(given.createdAt),
	updatedAt: at(given.updatedAt),
	publishedAt: at(given.publishedAt),
	options: given.options.map((option, index) => ({
		id: gid('ProductOption', index + 1),
		position: index + 1,
		...option,
	})),
	media: (args: First) =>
		connection(
			given.image === null
				? []
				: [
						{
							__typename: 'MediaImage',
							id: gid('MediaImage', given.id),
							image: { url: given.image },
						},
					],
			args,
		),
	variantsCount: { count: given.variants.length, precision: 'EXACT' },
	variants: (args: First) =>
		connection(
			given.variants.map((each) => ({
				id: gid('ProductVariant', each.id),
				sku: each.sku,
				title: each.title,
				price: (each.price / 100).toFixed(2),
				compareAtPrice: each.compareAt === null ? null : (each.compareAt / 100).toFixed(2),
				inventoryQuantity: each.quantity,
				inventoryPolicy: each.policy,
				inventoryItem: { id: gid('InventoryItem', each.id), tracked: each.tracked },
			})),
			args,
		),
});
