import { z } from 'zod/v4';
import { minus, share, sumOf, total as sumOfAll } from '../../money/amounts.ts';
import { amount, listOf, reference, requiredId, text, time } from '../payloadFields.ts';
import { amountOf, moneyBag, signedBag, unsigned, type Side, type SideName } from './money.ts';

const payment = z.object({
	kind: text,
	status: text,
	amount: unsigned,
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
			quantity: unsigned,
			restock_type: text,
			subtotal: unsigned,
			subtotal_set: moneyBag,
			total_tax: unsigned,
			total_tax_set: moneyBag,
		}),
	),
	order_adjustments: listOf(
		z.object({
			kind: text,
			amount,
			amount_set: signedBag,
			tax_amount: amount,
			tax_amount_set: signedBag,
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
	readonly total: Readonly<Record<SideName, number | null>>;
};

/** The payments that really went back: never a pending or failed one, nor a promise that was taken back. */
const paymentsOf = ({ transactions }: RefundPayload) =>
	(transactions ?? []).filter(({ kind, status }) => kind === 'refund' && status === 'success');

export const hasMoneyBack = (given: RefundPayload): boolean =>
	paymentsOf(given).some(
		(each) => (each.amount ?? each.amount_set?.presentment_money?.amount ?? 1) > 0,
	);

/**
 * Whether the goods of a refund were given back. A refund that is for nothing else than goods, without money
 * for them, is what an edit has taken out; where the merchant keeps the money, a discrepancy says so.
 */
export const isReturn = ({
	transactions,
	refund_line_items: goods,
	order_adjustments: adjustments,
}: RefundPayload): boolean =>
	(transactions ?? []).some(({ kind }) => kind === 'refund') ||
	(goods ?? []).some((line) => line.restock_type === 'return') ||
	(adjustments ?? []).some((each) => (each.amount ?? each.amount_set?.shop_money?.amount ?? 0) > 0);

/** A refund as it will be when what is on its way back has arrived. */
export const asPaid = (given: RefundPayload): RefundPayload => ({
	...given,
	transactions: given.transactions?.map((each) =>
		each.status === 'pending' ? { ...each, status: 'success' } : each,
	),
});

/** How far what a refund is for may be from what was paid, at the rate of the order, to be the same. */
const NEAR = 0.05;

/**
 * The money that a refund gave back. Payments are in the currency of the customer. Where a message does
 * not tell them in the shop's, what the refund is for tells, if in the currency of the payment it is the sum
 * that was paid; else the rate at which the order was placed. A payment in a third currency is left out.
 */
export function refundedAmount(
	given: RefundPayload,
	side: Side,
	currencies: OrderCurrencies,
): number {
	const payments = paymentsOf(given);
	const inSide = payments.map((each) => paidIn(side, each));
	if (inSide.every((each) => typeof each === 'number')) return sumOfAll(inSide);
	const other = otherSide(side, currencies);
	const inOther = payments.map((each) => paidIn(other, each));
	// What is not paid back yet, or could not be, is among the reasons as well.
	const isWhole = (given.transactions ?? []).every(
		({ kind, status }) => kind !== 'refund' || status === 'success',
	);
	const reasons = isWhole ? reasonsOf(given, side) : [];
	const paid = inOther.every((each) => typeof each === 'number') ? sumOfAll(inOther) : 0;
	const index = paid > 0 ? reasonsOf(given, other).indexOf(paid) : -1;
	if (reasons[index]) return reasons[index];
	const atRate = sumOfAll(
		payments.map((each, index) => inSide[index] ?? atTheRateOfTheOrder(each, side, currencies)),
	);
	// Of a payment in another currency than the order's two, there is no rate.
	if (atRate === 0) return reasons.find((sum) => sum > 0) ?? 0;
	const near = reasons.filter((sum) => Math.abs(sum - atRate) <= NEAR * atRate);
	return near.reduce<number | null>((nearest, sum) => nearer(atRate, nearest, sum), null) ?? atRate;
}

const nearer = (to: number, one: number | null, other: number): number =>
	one !== null && Math.abs(one - to) <= Math.abs(other - to) ? one : other;

function otherSide({ name }: Side, currencies: OrderCurrencies): Side {
	const other = name === 'shop' ? 'presentment' : 'shop';
	return { name: other, currency: currencies[other] };
}

type Payment = z.output<typeof payment>;

const paidIn = (side: Side, each: Payment) =>
	amountOf(side, each.amount_set) ??
	(!each.currency || each.currency === side.currency ? each.amount : undefined);

/**
 * The goods and the shipping, less what was paid back less (above zero) or more (below) than they were.
 * Shipping is an adjustment, or in a list of its own. Nobody documents whether the goods hold their tax
 * in a shop whose prices do.
 *
 * @returns with the tax beside the goods, and without it
 */
function reasonsOf(given: RefundPayload, side: Side): number[] {
	const lines = given.refund_line_items ?? [];
	const goods = lines.map((line) => amountOf(side, line.subtotal_set, line.subtotal));
	const taxes = lines.map((line) => amountOf(side, line.total_tax_set, line.total_tax));
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
	const untaxed = sumOf([0, ...goods, ...adjustments, ...shipping]) ?? 0;
	return [sumOfAll([untaxed, sumOf(taxes) ?? 0]), untaxed];
}

function atTheRateOfTheOrder(
	{ amount: paid, currency }: Payment,
	side: Side,
	{ total, ...currencies }: OrderCurrencies,
): number {
	const other = side.name === 'shop' ? 'presentment' : 'shop';
	const [mine, theirs] = [total[side.name], total[other]];
	if (typeof paid !== 'number' || currency !== currencies[other]) return 0;
	return mine === null || theirs === null ? 0 : share(paid, mine, theirs, side.currency);
}
