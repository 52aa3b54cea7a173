import { minus, total as sumOfAll, type MaybeAmount } from '../../money/amounts.ts';
import { orderSums, roundingOf, type OrderParts } from '../../money/orderSums.ts';
import type { lineAmounts } from './lineItem.ts';

/** Shopify's sums of an order, in one of its ways of counting. */
export type Totals = {
	readonly total: MaybeAmount;
	readonly totalTax: MaybeAmount;
	readonly discountTotal: MaybeAmount;
};

export type Counted = {
	/** `total_price` and its like: before returns. */
	readonly whole: Totals;
	/** `current_total_price` and its like: after edits, returns and refunds. */
	readonly now: Totals;
	/** The amounts of what edits have taken out. */
	readonly removed: ReadonlyArray<ReturnType<typeof lineAmounts>>;
	readonly refundedTotal: number;
	/** Whether no goods were given back. */
	readonly isNothingBack: boolean;
};

/**
 * Shopify's sums of what is in the order now, refunds not taken off. Which of its amounts know of an edit, and
 * of the refunds that follow one, depends on the edit: the first that the parts of the order make are taken.
 */
export function fitting(parts: OrderParts, counted: Counted): Totals {
	const { whole, now, removed, refundedTotal, isNothingBack } = counted;
	if (typeof whole.total !== 'number') return whole;
	const left = {
		total: now.total,
		totalTax: now.totalTax ?? whole.totalTax,
		discountTotal: now.discountTotal ?? whole.discountTotal,
	};
	const beforeRefunds = {
		...left,
		total: typeof left.total === 'number' ? sumOfAll([left.total, refundedTotal]) : left.total,
	};
	const less = without(whole, removed, parts.taxesIncluded === false);
	const ways =
		removed.length === 0
			? [whole, beforeRefunds, left]
			: isNothingBack
				? [beforeRefunds, less, left, whole]
				: [less, beforeRefunds, left, whole];
	const told = ways.filter(({ total }) => typeof total === 'number');
	const isOff = (totals: Totals) => differenceOf({ ...parts, ...totals });
	const allowed = roundingOf(parts);
	return (
		told.find((totals) => isOff(totals) === 0) ??
		told.find((totals) => isOff(totals) <= allowed) ??
		told[0]!
	);
}

function without(whole: Totals, removed: Counted['removed'], isTaxOnTop: boolean): Totals {
	const less = (amount: MaybeAmount, part: (each: Counted['removed'][number]) => number) =>
		typeof amount === 'number'
			? sumOfAll([amount, ...removed.map((each) => minus(part(each)))])
			: amount;
	return {
		totalTax: less(whole.totalTax, ({ tax }) => tax ?? 0),
		discountTotal: less(whole.discountTotal, ({ discount }) => discount ?? 0),
		total: less(whole.total, ({ total, discount, tax }) =>
			sumOfAll([total ?? 0, minus(discount ?? 0), isTaxOnTop ? (tax ?? 0) : 0]),
		),
	};
}

function differenceOf(parts: OrderParts): number {
	const { roundingDifference } = orderSums(parts);
	return roundingDifference === null ? Infinity : Math.abs(roundingDifference);
}
