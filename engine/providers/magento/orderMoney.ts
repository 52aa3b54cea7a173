import { z } from 'zod/v4';
import { minus, total as sumOfAll, sumOf } from '../../money/amounts.ts';
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
	/** "Fixed product tax", as for the recycling of a device; in no other amount of the line. */
	weee_tax_applied_row_amount: amount,
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
	/** Of what was ordered and will never be invoiced; `total_due` still has it. */
	total_canceled: amount,
	total_refunded: amount,
	items: listOf(item),
};

/** What Adobe Commerce takes off the total, for it was paid before. */
export const creditFields = {
	gift_cards_amount: amount,
	customer_balance_amount: amount,
	reward_currency_amount: amount,
};
export type MoneyPayload = z.output<z.ZodObject<typeof moneyFields>> & {
	readonly extension_attributes?: z.output<z.ZodObject<typeof creditFields>> | null | undefined;
};

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
	total_canceled: 'amount',
	total_refunded: 'amount',
	extension_attributes: {
		gift_cards_amount: 'amount',
		customer_balance_amount: 'amount',
		reward_currency_amount: 'amount',
	},
	items: [
		{
			qty_ordered: 'amount',
			qty_canceled: 'amount',
			qty_refunded: 'amount',
			qty_shipped: 'amount',
			price: 'signed',
			price_incl_tax: 'signed',
			row_total: 'signed',
			row_total_incl_tax: 'signed',
			discount_amount: 'signed',
			tax_amount: 'signed',
			weee_tax_applied_row_amount: 'signed',
		},
	],
};

/** Where prices are shown without tax, which is added at the end. */
const NET_COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA']);

/**
 * The money of an order. An order tells each amount with tax and without, and not which the customer saw: where only
 * one of both makes the total, that is it; where both do, or none, it is what the country is used to.
 *
 * @param country where the customer lives, ISO 3166-1
 */
export function orderMoney(given: MoneyPayload, state: string | null, country: string | null) {
	const read = waysToRead(given, country).map((way) => readIn(given, way));
	const {
		taxesIncluded,
		credit,
		lineItems,
		roundingDifference,
		fits: _fits,
		...sums
	} = read.find(({ fits }) => fits) ?? read[0]!;
	const hasDiscount = (sums.discountTotal ?? 0) > 0;
	const isOver = state === 'canceled' || state === 'closed';
	const due = given.total_due;
	return {
		...sums,
		taxesIncluded: (given.tax_amount ?? 0) === 0 ? null : taxesIncluded,
		roundingDifference: given.items && roundingDifference,
		lineItems: given.items && lineItems,
		discounts: hasDiscount
			? [{ code: given.coupon_code ?? null, amount: sums.discountTotal ?? null }]
			: [],
		giftCards: given.extension_attributes?.gift_cards_amount,
		refundedTotal: given.total_refunded ?? 0,
		// Of an order that is cancelled, a gift card has its money back.
		paidTotal: sumOfAll([given.total_paid ?? 0, state === 'canceled' ? 0 : credit]),
		outstandingTotal: isOver ? 0 : due && leftOf(due, given),
	};
}

const leftOf = (due: number, { total_canceled: canceled }: MoneyPayload) =>
	Math.max(0, sumOfAll([due, minus(canceled ?? 0)]));

type Way = { readonly taxesIncluded: boolean; readonly isWithExtras: boolean };

/** What is in the total beside the lines stands in fields that modules may fill as they like. */
function waysToRead(given: MoneyPayload, country: string | null): Way[] {
	const usual = !NET_COUNTRIES.has(country ?? '');
	const hasExtras = creditIn(given) !== 0 || recyclingIn(given) !== 0;
	return [usual, !usual].flatMap((taxesIncluded) => [
		...(hasExtras ? [{ taxesIncluded, isWithExtras: true }] : []),
		{ taxesIncluded, isWithExtras: false },
	]);
}

const creditIn = ({ extension_attributes: more }: MoneyPayload): number =>
	sumOf([more?.gift_cards_amount, more?.customer_balance_amount, more?.reward_currency_amount]) ??
	0;

const recyclingIn = ({ items }: MoneyPayload): number =>
	sumOf(rowsOf(items).map((each) => each.weee_tax_applied_row_amount)) ?? 0;

const rowsOf = (items: MoneyPayload['items']) =>
	(items ?? []).filter(({ parent_item_id: parent }) => !parent);

function readIn(given: MoneyPayload, { taxesIncluded, isWithExtras }: Way) {
	const credit = isWithExtras ? creditIn(given) : 0;
	const recycling = isWithExtras ? recyclingIn(given) : 0;
	const lineItems = rowsOf(given.items).map((each) => lineOf(each, taxesIncluded));
	const { grand_total: total } = given;
	const sums = {
		currency: given.order_currency_code,
		total: typeof total === 'number' ? sumOfAll([total, credit]) : total,
		totalTax: given.tax_amount,
		shippingTotal: taxesIncluded ? given.shipping_incl_tax : given.shipping_amount,
		discountTotal: given.discount_amount && Math.abs(given.discount_amount),
		fees: recycling === 0 ? [] : [{ name: 'Fixed product tax', amount: recycling, tax: null }],
	};
	const { subtotal, roundingDifference } = orderSums({ ...sums, taxesIncluded, lineItems });
	const fits =
		roundingDifference !== null &&
		Math.abs(roundingDifference) <= roundingOf({ ...sums, lineItems });
	return { ...sums, taxesIncluded, credit, subtotal, roundingDifference, lineItems, fits };
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
