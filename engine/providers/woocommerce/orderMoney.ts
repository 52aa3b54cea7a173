import { z } from 'zod/v4';
import { minus, roundTo, sumOf, total as sumOfAll } from '../../money/amounts.ts';
import { orderSums } from '../../money/orderSums.ts';
import type { AmountShape } from '../amountsAsTold.ts';
import { amount, listOf, reference, requiredId, text, timeInUtc } from '../payloadFields.ts';
import { title } from './title.ts';

const lineItem = z.object({
	id: reference,
	product_id: reference,
	variation_id: reference,
	sku: text,
	name: title,
	quantity: amount,
	subtotal: amount,
	subtotal_tax: amount,
	total: amount,
	total_tax: amount,
	meta_data: z.unknown(),
});
type Line = z.output<typeof lineItem>;

/** The fields of an order that are about money. All amounts are without tax, with the tax beside. */
export const moneyFields = {
	currency: text,
	prices_include_tax: z.unknown(),
	total: amount,
	total_tax: amount,
	shipping_total: amount,
	shipping_tax: amount,
	discount_total: amount,
	discount_tax: amount,
	date_paid_gmt: timeInUtc,
	line_items: listOf(lineItem),
	fee_lines: listOf(z.object({ name: title, total: amount, total_tax: amount })),
	shipping_lines: listOf(z.object({ method_title: title, total: amount, total_tax: amount })),
	coupon_lines: listOf(z.object({ code: title, discount: amount, discount_tax: amount })),
	refunds: listOf(z.object({ id: requiredId, total: amount, reason: text })),
};
export type MoneyPayload = z.output<z.ZodObject<typeof moneyFields>>;

/** Where an order has amounts and quantities. Fees, and lines of some plugins, take something off; refunds do. */
export const ORDER_AMOUNTS: AmountShape = {
	total: 'amount',
	total_tax: 'signed',
	shipping_total: 'amount',
	shipping_tax: 'signed',
	discount_total: 'amount',
	discount_tax: 'signed',
	line_items: [
		{
			quantity: 'amount',
			subtotal: 'signed',
			subtotal_tax: 'signed',
			total: 'signed',
			total_tax: 'signed',
		},
	],
	fee_lines: [{ total: 'signed', total_tax: 'signed' }],
	shipping_lines: [{ total: 'amount', total_tax: 'signed' }],
	coupon_lines: [{ discount: 'amount', discount_tax: 'signed' }],
	refunds: [{ total: 'signed' }],
};

/** Statuses of an order that nobody has to pay any more. */
const OVER: readonly unknown[] = ['cancelled', 'failed', 'refunded', 'trash'];

/**
 * The money of an order as the customer sees it: with tax in a shop whose prices include it.
 *
 * An order does not tell what its refunds are for, so how many pieces of a line were paid back is not known.
 *
 * @param status the order's own status
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
 */
export function orderMoney(given: MoneyPayload, status: string | null) {
	const { currency = null } = given;
	const taxesIncluded =
		typeof given.prices_include_tax === 'boolean' ? given.prices_include_tax : null;
	const seen = (net: number | null | undefined, tax: number | null | undefined) =>
		typeof net !== 'number' ? net : taxesIncluded === true ? sumOfAll([net, tax ?? 0]) : net;

	const lineItems = given.line_items?.map((line) => lineOf(line, given, seen));
	const fees = given.fee_lines?.map((fee) => ({
		name: fee.name ?? null,
		amount: seen(fee.total, fee.total_tax) ?? null,
		tax: fee.total_tax ?? null,
	}));
	const sums = {
		currency: given.currency,
		total: given.total,
		totalTax: given.total_tax,
		shippingTotal: seen(
			given.shipping_total,
			given.shipping_tax ?? sumOf((given.shipping_lines ?? []).map((line) => line.total_tax)),
		),
		discountTotal: seen(given.discount_total, given.discount_tax),
	};
	const { subtotal, roundingDifference } = orderSums({ ...sums, taxesIncluded, lineItems, fees });
	const refundedTotal = given.refunds && refundedTotalOf(given);
	return {
		...sums,
		taxesIncluded: given.prices_include_tax === undefined ? undefined : taxesIncluded,
		subtotal: lineItems && subtotal,
		discounts: given.coupon_lines?.map(({ code, discount, discount_tax: tax }) => ({
			code: code ?? null,
			amount: seen(discount, tax) ?? null,
		})),
		fees,
		refundedTotal,
		...paymentsOf(given, status),
		roundingDifference: lineItems && roundingDifference,
		lineItems,
		refunds: given.refunds?.map(({ id, total, reason }) => ({
			id,
			amount: isPaid(given) ? Math.abs(total ?? 0) : 0,
			currency,
			reason: reason ?? null,
		})),
	};
}

type Seen = (
	net: number | null | undefined,
	tax: number | null | undefined,
) => number | null | undefined;

function lineOf(line: Line, { currency = null, refunds }: MoneyPayload, seen: Seen) {
	const quantity = line.quantity ?? null;
	const total = seen(line.subtotal, line.subtotal_tax) ?? seen(line.total, line.total_tax) ?? null;
	const discounted = seen(line.total, line.total_tax) ?? null;
	return {
		id: line.id ?? null,
		productId: line.product_id ?? null,
		variantId: line.variation_id ?? null,
		sku: line.sku ?? null,
		name: line.name ?? null,
		quantity,
		currentQuantity: refunds?.length === 0 ? quantity : null,
		removedQuantity: 0,
		price: total === null || !quantity ? null : roundTo(currency, total / quantity),
		total,
		discount: total === null || discounted === null ? null : sumOfAll([total, minus(discounted)]),
		tax: line.total_tax ?? null,
	};
}

/**
 * Refunds are listed with negative amounts. One of an order that nobody has paid gives nothing back: that
 * is how a shop puts goods back on its shelves.
 */
export function refundedTotalOf(given: Pick<MoneyPayload, 'refunds' | 'date_paid_gmt'>): number {
	if (!isPaid(given)) return 0;
	return sumOf([0, ...(given.refunds ?? []).map(({ total }) => Math.abs(total ?? 0))]) ?? 0;
}

const isPaid = ({ date_paid_gmt: paidAt }: Pick<MoneyPayload, 'date_paid_gmt'>) => paidAt !== null;

function paymentsOf({ date_paid_gmt: paidAt, total }: MoneyPayload, status: string | null) {
	if (paidAt === undefined || typeof total !== 'number') return {};
	if (paidAt !== null) return { paidTotal: total, outstandingTotal: 0 };
	return { paidTotal: 0, outstandingTotal: OVER.includes(status) ? 0 : total };
}
