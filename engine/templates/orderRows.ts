import { roundTo, sumOf, times, total as sumOfAll } from '../money/amounts.ts';
import { orderSums, roundingOf } from '../money/orderSums.ts';
import { fields, list, number, text, type Fields } from './itemFields.ts';
import type { Texts } from './languages/texts.ts';

/** The money of an order as an e-mail shows it, in the currency that the customer paid in. */
export type OrderRows = {
	readonly currency: string | null;
	readonly taxesIncluded: boolean | null;
	/** What is still in the order. `total` is `null` where the amounts do not fit the order's total. */
	readonly lines: ReadonlyArray<{ name: string; quantity: number | null; total: number | null }>;
	/** What leads from the lines to the total, nothing that is nought; none where they do not fit. */
	readonly sums: ReadonlyArray<{ label: string; amount: number }>;
	readonly total: number | null;
	/** What of the total is tax; `null` where it is none, or comes on top as a row of `sums`. */
	readonly includedTax: number | null;
	/** `sums` where the shop's amounts do not make its total, so that no row tells them; otherwise `null`. */
	readonly omitted: 'sums' | null;
	/** What has been refunded by this event; all that was refunded where that is not known. */
	readonly refundAmount: number | null;
	readonly refundedTotal: number | null;
};

/**
 * Checks the amounts of an order against its total. What makes a wrong sum is left out: a customer who
 * reads a sum that does not add up asks the shop why. All are rounded first, for the sum that a customer
 * makes is that of what is written.
 *
 * @param previous the event's old values
 */
export function orderRows(
	order: Fields | null,
	previous: Fields | null,
	{ sums: labels, item }: Texts,
): OrderRows {
	const other = paidIn(order);
	const money = other ?? order;
	const currency = text(money?.currency);
	const amount = (value: unknown) => {
		const told = number(value);
		return told === null ? null : roundTo(currency, told);
	};
	const lines = linesOf(order, other, amount, item);
	const total = amount(money?.total);
	const known = {
		total,
		currency,
		taxesIncluded: typeof order?.taxesIncluded === 'boolean' ? order.taxesIncluded : null,
		totalTax: amount(money?.totalTax),
		lineItems:
			lines.length > 0 && lines.every((line) => line.total !== null)
				? lines
				: [{ total: amount(money?.subtotal) }],
		fees: list(money?.fees).map((fee) => ({
			name: text(fee.name),
			amount: amount(fee.amount),
		})),
		shippingTotal: amount(money?.shippingTotal),
		tips: amount(money?.tips),
		discountTotal: Math.abs(amount(money?.discountTotal) ?? 0),
	};
	const { subtotal, taxesIncluded, roundingDifference: rest } = orderSums(known);
	const fits = rest !== null && Math.abs(rest) <= roundingOf(known);
	const refundedTotal = amount(money?.refundedTotal);
	return {
		currency,
		taxesIncluded,
		lines: fits ? lines : lines.map((line) => ({ ...line, total: null })),
		sums: fits
			? [
					{ label: labels.subtotal, amount: subtotal ?? 0 },
					{
						label: discountLabel(money, known.discountTotal, labels),
						amount: -known.discountTotal,
					},
					...known.fees.map((fee) => ({ label: fee.name ?? labels.fee, amount: fee.amount ?? 0 })),
					{ label: labels.shipping, amount: known.shippingTotal ?? 0 },
					{ label: labels.tip, amount: known.tips ?? 0 },
					{ label: labels.rounding, amount: rest },
					{ label: labels.tax, amount: taxesIncluded ? 0 : (known.totalTax ?? 0) },
				].filter((row) => row.amount !== 0)
			: [],
		total,
		includedTax: fits && taxesIncluded ? known.totalTax || null : null,
		omitted: rest === null || fits ? null : 'sums',
		// Of less than what is written, nothing was paid back.
		refundAmount: amount(refundOf(order, other, previous, refundedTotal)) || null,
		refundedTotal,
	};
}

/** The amounts in the currency of the payment, unless the shop names that currency and tells nothing in it. */
function paidIn(order: Fields | null): Fields | null {
	const told = fields(order?.presentment);
	const isEmpty = number(told?.total) === null && !number(told?.refundedTotal);
	return isEmpty && number(order?.total) !== null ? null : told;
}

/** With the code of a discount that is all of them. */
function discountLabel(money: Fields | null, discountTotal: number, labels: Texts['sums']): string {
	const [first, ...others] = list(money?.discounts);
	const code = text(first?.code);
	const amount = number(first?.amount);
	const isAll = others.length === 0 && (amount === null || Math.abs(amount) === discountTotal);
	if (code === null || !isAll) return labels.discount;
	return labels.discountOf.replace('{code}', () => code.slice(0, 40));
}

function linesOf(
	order: Fields | null,
	other: Fields | null,
	amount: (value: unknown) => number | null,
	item: string,
) {
	const own = list(order?.lineItems);
	const amountsOf = other === null ? (line: Fields) => line : amountsById(list(other.lineItems));
	return own.flatMap((line, index) => {
		const quantity = number(line.quantity);
		const kept =
			quantity === null ? null : sumOfAll([quantity, -(number(line.removedQuantity) ?? 0)]);
		if (kept === 0 && quantity !== 0) return [];
		const money = amountsOf(line, index);
		const price = number(money?.price);
		return [
			{
				name: text(line.name) ?? text(line.sku) ?? item,
				quantity: kept,
				total: amount(number(money?.total) ?? times(price, kept)),
			},
		];
	});
}

/** The amounts of a line in the other currency: those with its id; in a list without ids, those at its place. */
function amountsById(amounts: readonly Fields[]) {
	const byId = new Map(amounts.map((each) => [text(each.id), each]));
	const hasIds = amounts.some(({ id }) => text(id) !== null);
	return ({ id }: Fields, index: number): Fields | undefined =>
		hasIds ? byId.get(text(id)) : amounts[index];
}

/** The refunds that were not known before, or what the total has grown by. */
function refundOf(
	order: Fields | null,
	other: Fields | null,
	previous: Fields | null,
	total: number | null,
): number | null {
	if (Array.isArray(previous?.refunds)) {
		const known = new Set(list(previous.refunds).map(({ id }) => id));
		const added = list((other ?? order)?.refunds).filter(({ id }) => !known.has(id));
		const sum = sumOf(added.map(({ amount }) => number(amount)));
		if (sum !== null && sum > 0) return sum;
	}
	const before = number((other === null ? previous : fields(previous?.presentment))?.refundedTotal);
	const grown = total === null || before === null ? total : sumOfAll([total, -before]);
	return grown !== null && grown > 0 ? grown : total === 0 ? null : total;
}
