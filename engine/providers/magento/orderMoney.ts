import { z } from 'zod/v4';
import { minus, total as sumOfAll } from '../../money/amounts.ts';
import { orderSums, roundingOf } from '../../money/orderSums.ts';
import type { AmountShape } from '../amountsAsTold.ts';
import { amount, line, listOf, reference, text } from '../payloadFields.ts';

const item = z.object({
	item_id: reference,
	/** Of a product with options, the choice is an item of its own, without a price. */
	parent_item_id: reference,
	product_id: reference,
	sku: text,
	name: text,
	is_virtual: z.unknown(),
	qty_ordered: amount,
	qty_canceled: amount,
	qty_refunded: amount,
	qty_shipped: amount,
	price: amount,
	price_incl_tax: amount,
	row_total: amount,
	row_total_incl_tax: amount,
	discount_amount: amount,
	tax_amount: amount,
});
export type ItemPayload = z.output<typeof item>;

/** The fields of an order that are about money, in the currency that the customer pays in. */
export const moneyFields = {
	order_currency_code: line,
	grand_total: amount,
	subtotal: amount,
	subtotal_incl_tax: amount,
	tax_amount: amount,
	shipping_amount: amount,
	shipping_incl_tax: amount,
	/** Below zero. */
	discount_amount: amount,
	discount_description: line,
	coupon_code: line,
	total_paid: amount,
	total_due: amount,
	total_refunded: amount,
	items: listOf(item),
};
export type MoneyPayload = z.output<z.ZodObject<typeof moneyFields>>;

/** Where an order has amounts and quantities. */
export const ORDER_AMOUNTS: AmountShape = {
	grand_total: 'amount',
	subtotal: 'amount',
	subtotal_incl_tax: 'amount',
	tax_amount: 'amount',
	shipping_amount: 'amount',
	shipping_incl_tax: 'amount',
	discount_amount: 'signed',
	total_paid: 'amount',
	total_due: 'signed',
	total_refunded: 'amount',
	items: [
		{
			qty_ordered: 'amount',
			qty_canceled: 'amount',
			qty_refunded: 'amount',
			qty_shipped: 'amount',
			price: 'signed',
			row_total: 'signed',
			row_total_incl_tax: 'signed',
			discount_amount: 'signed',
			tax_amount: 'signed',
		},
	],
};

/** Where prices are shown without tax, which is added at the end. */
const NET_COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA']);

/**
 * The money of an order. An order tells each amount with tax and without, and not which the customer saw: where only
 * one of both makes the total, that is it; where both do, it is what the country is used to.
 *
 * @param country where the customer lives, ISO 3166-1
 */
export function orderMoney(given: MoneyPayload, state: string | null, country: string | null) {
	const withTax = sumsOf(given, true);
	const withoutTax = sumsOf(given, false);
	const fits = ({ roundingDifference, currency, lineItems }: typeof withTax) =>
		roundingDifference !== null &&
		Math.abs(roundingDifference) <= roundingOf({ currency, lineItems });
	const taxesIncluded = fits(withTax) && (!fits(withoutTax) || !NET_COUNTRIES.has(country ?? ''));
	const { roundingDifference, lineItems, ...sums } = taxesIncluded ? withTax : withoutTax;
	const hasDiscount = (sums.discountTotal ?? 0) > 0;
	const isOver = state === 'canceled' || state === 'closed';
	return {
		...sums,
		taxesIncluded: (given.tax_amount ?? 0) === 0 ? null : taxesIncluded,
		roundingDifference: given.items && roundingDifference,
		lineItems: given.items && lineItems,
		discounts: hasDiscount
			? [{ code: given.coupon_code ?? null, amount: sums.discountTotal ?? null }]
			: [],
		refundedTotal: given.total_refunded ?? 0,
		paidTotal: given.total_paid ?? 0,
		outstandingTotal: isOver ? 0 : given.total_due,
	};
}

function sumsOf(given: MoneyPayload, taxesIncluded: boolean) {
	const lineItems = (given.items ?? [])
		.filter(({ parent_item_id: parent }) => !parent)
		.map((each) => lineOf(each, taxesIncluded));
	const sums = {
		currency: given.order_currency_code,
		total: given.grand_total,
		totalTax: given.tax_amount,
		shippingTotal: taxesIncluded ? given.shipping_incl_tax : given.shipping_amount,
		discountTotal: given.discount_amount && Math.abs(given.discount_amount),
	};
	const { subtotal, roundingDifference } = orderSums({ ...sums, taxesIncluded, lineItems });
	return { ...sums, subtotal, roundingDifference, lineItems };
}

function lineOf(each: ItemPayload, taxesIncluded: boolean) {
	const quantity = each.qty_ordered ?? null;
	const total = (taxesIncluded ? each.row_total_incl_tax : each.row_total) ?? null;
	const gone = sumOfAll([each.qty_canceled ?? 0, each.qty_refunded ?? 0]);
	return {
		id: each.item_id ?? null,
		productId: each.product_id ?? null,
		variantId: null,
		sku: each.sku ?? null,
		name: each.name ?? null,
		quantity,
		currentQuantity: quantity === null ? null : Math.max(0, sumOfAll([quantity, minus(gone)])),
		removedQuantity: 0,
		fulfilledQuantity: each.qty_shipped ?? null,
		refundedQuantity: each.qty_refunded ?? null,
		price: (taxesIncluded ? each.price_incl_tax : each.price) ?? null,
		total,
		discount: each.discount_amount ?? null,
		tax: each.tax_amount ?? null,
	};
}
