import { z } from 'zod/v4';
import { ADDRESS_FIELDS, addressNode } from './address.ts';
import { FULFILLMENT_FIELDS, fulfillmentNode } from './fulfillment.ts';
import { LINE_ITEM_FIELDS, lineItemNode } from './lineItem.ts';
import { BAG, connection, id, money, moneyBag, optional, word } from './nodeFields.ts';
import { SHIPPING_LINE_FIELDS, shippingLineNode } from './shippingLine.ts';

/**
 * What comes along with each order. Shopify charges a call for all that it might bring, at most 1,000
 * points: 6 orders with these numbers cost about 950. The rest of a longer order is fetched after it.
 *
 * @see https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
 */
const LINES = 5;
const FULFILLMENTS = 1;
const SHIPPING_LINES = 2;

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Order */
export const ORDER_FIELDS = `
	id name email phone note tags test confirmed confirmationNumber poNumber sourceName customerLocale
	createdAt updatedAt cancelledAt cancelReason closedAt currencyCode presentmentCurrencyCode
	displayFinancialStatus displayFulfillmentStatus discountCodes paymentGatewayNames
	taxesIncluded
	totalPriceSet ${BAG}
	currentTotalPriceSet ${BAG}
	totalTaxSet ${BAG}
	currentTotalTaxSet ${BAG}
	totalDiscountsSet ${BAG}
	currentTotalDiscountsSet ${BAG}
	totalShippingPriceSet ${BAG}
	originalTotalDutiesSet ${BAG}
	originalTotalAdditionalFeesSet ${BAG}
	totalOutstandingSet { shopMoney { amount } }
	totalTipReceivedSet { shopMoney { amount } }
	customAttributes { key value }
	customer {
		id firstName lastName
		defaultEmailAddress { emailAddress }
		defaultPhoneNumber { phoneNumber }
	}
	billingAddress { ${ADDRESS_FIELDS} }
	shippingAddress { ${ADDRESS_FIELDS} }
	shippingLines(first: ${SHIPPING_LINES}) {
		nodes { ${SHIPPING_LINE_FIELDS} }
		pageInfo { hasNextPage endCursor }
	}
	refunds(first: 1) { id }
	lineItems(first: ${LINES}) {
		nodes { ${LINE_ITEM_FIELDS} }
		pageInfo { hasNextPage endCursor }
	}
	fulfillmentsCount { count }
	fulfillments(first: ${FULFILLMENTS}) { ${FULFILLMENT_FIELDS} }
`;

const customerNode = optional(
	z.object({
		id,
		firstName: z.unknown(),
		lastName: z.unknown(),
		defaultEmailAddress: optional(z.object({ emailAddress: z.unknown() })),
		defaultPhoneNumber: optional(z.object({ phoneNumber: z.unknown() })),
	}),
).transform(
	(node) =>
		node && {
			id: node.id,
			first_name: node.firstName,
			last_name: node.lastName,
			email: node.defaultEmailAddress?.emailAddress,
			phone: node.defaultPhoneNumber?.phoneNumber,
		},
);

const attribute = z.object({ key: z.unknown(), value: z.unknown() });

/** An order, as far as it came along: `payload` is that of a webhook, but for the lists beside it. */
export const orderNode = z
	.looseObject({
		id,
		cancelReason: word,
		displayFinancialStatus: word,
		displayFulfillmentStatus: word,
		totalPriceSet: moneyBag,
		currentTotalPriceSet: moneyBag,
		totalTaxSet: moneyBag,
		currentTotalTaxSet: moneyBag,
		totalDiscountsSet: moneyBag,
		currentTotalDiscountsSet: moneyBag,
		totalShippingPriceSet: moneyBag,
		originalTotalDutiesSet: moneyBag,
		originalTotalAdditionalFeesSet: moneyBag,
		totalOutstandingSet: money,
		totalTipReceivedSet: money,
		customAttributes: optional(z.array(attribute)),
		customer: customerNode,
		billingAddress: addressNode,
		shippingAddress: addressNode,
		shippingLines: connection(shippingLineNode),
		refunds: z.array(z.unknown()),
		lineItems: connection(lineItemNode),
		fulfillmentsCount: optional(z.object({ count: z.number() })),
		fulfillments: z.array(fulfillmentNode),
	})
	.transform((node) => ({
		id: node.id,
		lines: node.lineItems,
		shippingLines: node.shippingLines,
		fulfillments: node.fulfillments,
		hasMoreFulfillments: node.fulfillmentsCount
			? node.fulfillmentsCount.count > node.fulfillments.length
			: node.fulfillments.length === FULFILLMENTS,
		hasRefunds: node.refunds.length > 0,
		fulfillmentWord: node.displayFulfillmentStatus,
		payload: {
			id: node.id,
			name: node.name,
			email: node.email,
			phone: node.phone,
			note: node.note,
			tags: node.tags,
			test: node.test,
			confirmed: node.confirmed,
			confirmation_number: node.confirmationNumber,
			po_number: node.poNumber,
			source_name: node.sourceName,
			customer_locale: node.customerLocale,
			created_at: node.createdAt,
			updated_at: node.updatedAt,
			cancelled_at: node.cancelledAt,
			cancel_reason: node.cancelReason,
			closed_at: node.closedAt,
			currency: node.currencyCode,
			presentment_currency: node.presentmentCurrencyCode,
			financial_status: node.displayFinancialStatus ?? undefined,
			discount_codes: node.discountCodes,
			payment_gateway_names: node.paymentGatewayNames,
			taxes_included: node.taxesIncluded,
			total_price_set: node.totalPriceSet,
			current_total_price_set: node.currentTotalPriceSet,
			total_tax_set: node.totalTaxSet,
			current_total_tax_set: node.currentTotalTaxSet,
			total_discounts_set: node.totalDiscountsSet,
			current_total_discounts_set: node.currentTotalDiscountsSet,
			total_shipping_price_set: node.totalShippingPriceSet,
			original_total_duties_set: node.originalTotalDutiesSet,
			original_total_additional_fees_set: node.originalTotalAdditionalFeesSet,
			total_outstanding: node.totalOutstandingSet,
			total_tip_received: node.totalTipReceivedSet,
			note_attributes: node.customAttributes?.map(({ key, value }) => ({ name: key, value })),
			customer: node.customer,
			billing_address: node.billingAddress,
			shipping_address: node.shippingAddress,
		},
	}));

export type OrderNode = z.output<typeof orderNode>;
