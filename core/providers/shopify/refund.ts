import { z } from 'zod/v4';
import { minus, share, sumOf } from '../../money/amounts.ts';
import { amount, listOf, reference, requiredId, text, time } from '../payloadFields.ts';
import { amountOf, moneyBag, type Side } from './money.ts';

const payment = z.object({
	kind: text,
	status: text,
	amount,
	currency: text,
	amount_set: moneyBag,
});

/**
 * A refund as an order lists it. Shopify also keeps one for goods that a cancellation or an edit has taken
 * out of an order that nobody had paid for: it has no payment.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/refund
 */
export const refund = z.object({
	id: requiredId,
	created_at: time,
	note: text,
	transactions: listOf(payment),
	refund_line_items: listOf(
		z.object({
			line_item_id: reference,
			quantity: amount,
			restock_type: text,
			subtotal: amount,
			subtotal_set: moneyBag,
			total_tax: amount,
			total_tax_set: moneyBag,
		}),
	),
	order_adjustments: listOf(
		z.object({
			kind: text,
			amount,
			amount_set: moneyBag,
			tax_amount: amount,
			tax_amount_set: moneyBag,
		}),
	),
	refund_shipping_lines: listOf(
		z.object({ subtotal_amount_set: moneyBag, tax_amount_set: moneyBag }),
	),
});
export type RefundPayload = z.output<typeof refund>;

/** The currencies of an order, and its total in both. */
export type OrderCurrencies = {
	readonly shop: string | null;
	readonly presentment: string | null;
	readonly total: Readonly<Record<Side, number | null>>;
};

/** The payments that really went back: never a pending or failed one, nor a promise that was taken back. */
const paymentsOf = ({ transactions }: RefundPayload) =>
	(transactions ?? []).filter(({ kind, status }) => kind === 'refund' && status === 'success');

export const hasMoneyBack = (given: RefundPayload): boolean => paymentsOf(given).length > 0;

/** Whether the goods of a refund are given back for money, also where the money is still on its way. */
export const isReturn = ({ transactions, refund_line_items: goods }: RefundPayload): boolean =>
	(transactions ?? []).some(({ kind }) => kind === 'refund') ||
	(goods ?? []).some((line) => line.restock_type === 'return');

/**
 * The money that a refund gave back. Payments are in the currency of the customer. Where a message does
 * not tell them in the shop's, what the refund is for tells; else the rate at which the order was placed.
 */
export function refundedAmount(
	given: RefundPayload,
	side: Side,
	currencies: OrderCurrencies,
): number {
	const payments = paymentsOf(given);
	if (payments.length === 0) return 0;
	const currency = currencies[side];
	const told = payments.map((each) => {
		const inBag = amountOf(side, each.amount_set);
		if (typeof inBag === 'number') return inBag;
		return !each.currency || each.currency === currency ? each.amount : undefined;
	});
	if (told.every((each) => typeof each === 'number')) return sumOf(told) ?? 0;
	const reasons = sumOfReasons(given, side);
	return reasons > 0 ? reasons : atTheRateOfTheOrder(payments, side, currencies);
}

/**
 * The goods and the shipping, less what was paid back less (above zero) or more (below) than they were.
 * Shipping is an adjustment, or in a list of its own.
 */
function sumOfReasons(given: RefundPayload, side: Side): number {
	const goods = (given.refund_line_items ?? []).flatMap((line) => [
		amountOf(side, line.subtotal_set, line.subtotal),
		amountOf(side, line.total_tax_set, line.total_tax),
	]);
	const adjustments = (given.order_adjustments ?? []).flatMap((each) =>
		[
			amountOf(side, each.amount_set, each.amount),
			amountOf(side, each.tax_amount_set, each.tax_amount),
		].map((part) => minus(part ?? 0)),
	);
	const isInAdjustments = given.order_adjustments?.some(({ kind }) => kind === 'shipping_refund');
	const shipping = isInAdjustments
		? []
		: (given.refund_shipping_lines ?? []).flatMap((line) => [
				amountOf(side, line.subtotal_amount_set),
				amountOf(side, line.tax_amount_set),
			]);
	return sumOf([...goods, ...adjustments, ...shipping]) ?? 0;
}

function atTheRateOfTheOrder(
	payments: RefundPayload['transactions'],
	side: Side,
	{ total, ...currencies }: OrderCurrencies,
): number {
	const other = side === 'shop' ? 'presentment' : 'shop';
	const paid = sumOf((payments ?? []).map((each) => each.amount)) ?? 0;
	const [mine, theirs] = [total[side], total[other]];
	if (mine === null || theirs === null || theirs === 0) return 0;
	return share(paid, mine, theirs, currencies[side]);
}
