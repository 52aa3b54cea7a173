import { z } from 'zod/v4';
import { sumOf, type MaybeAmount } from '../../money/amounts.ts';
import { orderSums, roundingOf, type OrderParts } from '../../money/orderSums.ts';
import type { PaymentStatus } from '../../events/statuses.ts';
import type { AmountShape } from '../amountsAsTold.ts';
import { amount, line, listOf, reference, text } from '../payloadFields.ts';
import { refunds, refundsOf } from './refunds.ts';

const product = z.object({
	id: reference,
	product_id: reference,
	variant_id: reference,
	name: text,
	name_customer: text,
	sku: text,
	quantity: amount,
	quantity_shipped: amount,
	quantity_refunded: amount,
	base_price: amount,
	price_ex_tax: amount,
	price_inc_tax: amount,
	total_ex_tax: amount,
	total_inc_tax: amount,
	total_tax: amount,
	applied_discounts: listOf(z.object({ amount })),
	product_options: listOf(
		z.object({
			display_name: line,
			display_name_customer: line,
			display_value: line,
			display_value_customer: line,
		}),
	),
});
type Line = z.output<typeof product>;

/** The fields of an order that are about money. Most stand there twice, without tax and with. */
export const moneyFields = {
	currency_code: text,
	default_currency_code: text,
	total_inc_tax: amount,
	total_tax: amount,
	is_tax_inclusive_pricing: z.unknown(),
	base_shipping_cost: amount,
	shipping_cost_ex_tax: amount,
	shipping_cost_inc_tax: amount,
	handling_cost_ex_tax: amount,
	handling_cost_inc_tax: amount,
	handling_cost_tax: amount,
	wrapping_cost_ex_tax: amount,
	wrapping_cost_inc_tax: amount,
	wrapping_cost_tax: amount,
	discount_amount: amount,
	coupon_discount: amount,
	gift_certificate_amount: amount,
	store_credit_amount: amount,
	refunded_amount: amount,
	products: listOf(product),
	coupons: listOf(z.object({ code: text, discount: amount })),
	fees: listOf(
		z.object({
			name: text,
			display_name_customer: text,
			cost_ex_tax: amount,
			cost_inc_tax: amount,
			cost_tax: amount,
		}),
	),
	refunds,
};
export type MoneyPayload = z.output<z.ZodObject<typeof moneyFields>>;

/** Where an order has amounts and quantities. */
export const ORDER_AMOUNTS: AmountShape = {
	total_inc_tax: 'amount',
	total_tax: 'signed',
	base_shipping_cost: 'amount',
	shipping_cost_ex_tax: 'amount',
	shipping_cost_inc_tax: 'amount',
	handling_cost_ex_tax: 'amount',
	handling_cost_inc_tax: 'amount',
	handling_cost_tax: 'signed',
	wrapping_cost_ex_tax: 'amount',
	wrapping_cost_inc_tax: 'amount',
	wrapping_cost_tax: 'signed',
	discount_amount: 'amount',
	coupon_discount: 'amount',
	gift_certificate_amount: 'amount',
	store_credit_amount: 'amount',
	refunded_amount: 'amount',
	products: [
		{
			quantity: 'amount',
			quantity_shipped: 'amount',
			quantity_refunded: 'amount',
			base_price: 'signed',
			price_ex_tax: 'signed',
			price_inc_tax: 'signed',
			total_ex_tax: 'signed',
			total_inc_tax: 'signed',
			total_tax: 'signed',
			applied_discounts: [{ amount: 'signed' }],
		},
	],
	coupons: [{ discount: 'amount' }],
	fees: [{ cost_ex_tax: 'signed', cost_inc_tax: 'signed', cost_tax: 'signed' }],
	refunds: [
		{
			total_amount: 'amount',
			items: [{ quantity: 'amount', requested_amount: 'amount' }],
			payments: [{ amount: 'amount' }],
		},
	],
};

/**
 * The money of an order as the customer sees it: with tax in a shop whose prices include it. All amounts are in the
 * currency that was paid in; the one that the shop showed beside it is only a picture of it.
 *
 * @param refundedTotal as `refundedTotalOf` has it
 */
export function orderMoney(
	given: MoneyPayload,
	payment: PaymentStatus | undefined,
	refundedTotal: number | null | undefined,
) {
	const currency = given.default_currency_code ?? given.currency_code;
	const read = waysToRead(given).map((way) => readIn(given, currency ?? null, way));
	const { taxesIncluded, parts, sums } = read.find(({ fits }) => fits) ?? read[0]!;
	const { lineItems, fees, total, shippingTotal, discountTotal } = parts;
	return {
		currency,
		taxesIncluded: given.products && taxesIncluded,
		total,
		subtotal: lineItems && sums.subtotal,
		totalTax: given.total_tax,
		shippingTotal,
		discountTotal,
		discounts: discountsOf(given),
		fees,
		giftCards: given.gift_certificate_amount,
		refundedTotal,
		...paymentsOf(payment, total),
		roundingDifference: lineItems && sums.roundingDifference,
		lineItems,
		refunds: refundsOf(given, currency ?? null),
	};
}

type Way = { readonly taxesIncluded: boolean; readonly isWithCredits: boolean };

/**
 * Whether prices include tax is told by a field; where that is missing, by which of two prices is the "base" one.
 * The documents have orders in which the field is wrong. Whether what was paid with gift certificates and store credit is a part of the total is not documented. So
 * the first way to read an order that adds up to its total is taken.
 */
function waysToRead(given: MoneyPayload): Way[] {
	const isCredited = (credits(given) ?? 0) > 0;
	const stated = arePricesWithTax(given);
	return [stated, !stated].flatMap((taxesIncluded) => [
		{ taxesIncluded, isWithCredits: false },
		...(isCredited ? [{ taxesIncluded, isWithCredits: true }] : []),
	]);
}

const credits = ({ gift_certificate_amount: gift, store_credit_amount: credit }: MoneyPayload) =>
	sumOf([gift, credit]);

function arePricesWithTax(given: MoneyPayload): boolean {
	const { is_tax_inclusive_pricing: told } = given;
	if (typeof told === 'boolean') return told;
	const bases = [
		...(given.products ?? []).map((one) => [one.base_price, one.price_inc_tax, one.price_ex_tax]),
		[given.base_shipping_cost, given.shipping_cost_inc_tax, given.shipping_cost_ex_tax],
	];
	const [base, withTax] =
		bases.find(([, inc, ex]) => inc !== ex && inc !== undefined && ex !== undefined) ?? [];
	return base !== undefined && base === withTax;
}

function readIn(given: MoneyPayload, currency: string | null, way: Way) {
	const { taxesIncluded, isWithCredits } = way;
	const seen: Seen = (ex, inc) => (taxesIncluded ? inc : ex);
	const { total_inc_tax: told } = given;
	const parts = {
		total: isWithCredits && typeof told === 'number' ? sumOf([told, credits(given)]) : told,
		lineItems: given.products?.map((one) => lineOf(one, seen)),
		fees: feesOf(given, seen),
		shippingTotal: seen(given.shipping_cost_ex_tax, given.shipping_cost_inc_tax),
		discountTotal: sumOf([given.discount_amount, given.coupon_discount]) ?? undefined,
	};
	const whole: OrderParts = { ...parts, currency, taxesIncluded, totalTax: given.total_tax };
	const sums = orderSums(whole);
	const off = sums.roundingDifference;
	return {
		taxesIncluded,
		parts,
		sums,
		fits: off !== null && Math.abs(off) <= roundingOf(whole),
	};
}

type Seen = (ex: MaybeAmount, inc: MaybeAmount) => MaybeAmount;

/** A line that is edited becomes another one: what was taken out of an order is in it no longer. */
function lineOf(one: Line, seen: Seen) {
	const quantity = one.quantity ?? null;
	const refunded = one.quantity_refunded ?? null;
	const discounts = one.applied_discounts?.map((each) => each.amount);
	return {
		id: one.id ?? null,
		productId: one.product_id ?? null,
		variantId: one.variant_id ?? null,
		sku: one.sku ?? null,
		name: one.name_customer ?? one.name ?? null,
		quantity,
		currentQuantity: quantity === null || refunded === null ? null : quantity - refunded,
		removedQuantity: 0,
		fulfilledQuantity: one.quantity_shipped ?? null,
		refundedQuantity: refunded,
		price: seen(one.price_ex_tax, one.price_inc_tax) ?? null,
		total: seen(one.total_ex_tax, one.total_inc_tax) ?? null,
		discount: discounts ? (sumOf(discounts) ?? 0) : null,
		tax: one.total_tax ?? null,
	};
}

function feesOf(given: MoneyPayload, seen: Seen) {
	const { fees: further } = given;
	const fees = [
		{
			name: 'Handling',
			amount: seen(given.handling_cost_ex_tax, given.handling_cost_inc_tax),
			tax: given.handling_cost_tax,
		},
		{
			name: 'Gift wrapping',
			amount: seen(given.wrapping_cost_ex_tax, given.wrapping_cost_inc_tax),
			tax: given.wrapping_cost_tax,
		},
		...(further ?? []).map((fee) => ({
			name: fee.display_name_customer ?? fee.name ?? null,
			amount: seen(fee.cost_ex_tax, fee.cost_inc_tax),
			tax: fee.cost_tax,
		})),
	];
	return fees
		.filter(({ amount: cost }) => typeof cost === 'number' && cost !== 0)
		.map(({ name, amount: cost, tax }) => ({ name, amount: cost ?? null, tax: tax ?? null }));
}

function discountsOf({ coupons, coupon_discount: byCoupon, discount_amount: other }: MoneyPayload) {
	// There is a link where there is no coupon.
	if (coupons === undefined && byCoupon !== 0) return undefined;
	return [
		...(coupons ?? []).map(({ code, discount }) => ({
			code: code ?? null,
			amount: discount ?? null,
		})),
		...(typeof other === 'number' && other > 0 ? [{ code: null, amount: other }] : []),
	];
}

const PAID: readonly PaymentStatus[] = ['paid', 'partially_refunded', 'refunded'];
const UNPAID: readonly PaymentStatus[] = ['pending', 'authorized'];
/** Nothing came in, and nothing will. */
const OVER: readonly PaymentStatus[] = ['voided', 'failed'];

function paymentsOf(payment: PaymentStatus | undefined, total: MaybeAmount) {
	if (payment === undefined || typeof total !== 'number') return {};
	if (PAID.includes(payment)) return { paidTotal: total, outstandingTotal: 0 };
	if (UNPAID.includes(payment)) return { paidTotal: 0, outstandingTotal: total };
	return OVER.includes(payment) ? { paidTotal: 0, outstandingTotal: 0 } : {};
}
