import { minus, total, usedDecimalsOf, type MaybeAmount } from './amounts.ts';

/** What an order's total is made of, each as the customer sees it. What is absent or `null` is not known. */
export type OrderParts = {
	/** ISO 4217. */
	readonly currency?: string | null;
	readonly total?: MaybeAmount;
	/** Whether the other amounts hold their tax; `null` or absent: find out by which of both fits. */
	readonly taxesIncluded?: boolean | null;
	readonly totalTax?: MaybeAmount;
	/** Before discounts. */
	readonly lineItems?: ReadonlyArray<{ readonly total?: MaybeAmount }> | null;
	readonly fees?: ReadonlyArray<{ readonly amount?: MaybeAmount }> | null;
	readonly shippingTotal?: MaybeAmount;
	readonly tips?: MaybeAmount;
	/** Of the whole order, above zero. */
	readonly discountTotal?: MaybeAmount;
};

/** What follows of them. `null` is "cannot be told". */
export type OrderSums = {
	/** The lines before discounts. */
	readonly subtotal: number | null;
	readonly taxesIncluded: boolean | null;
	/** What the total is more than its parts; 0 where they make it. */
	readonly roundingDifference: number | null;
};

/**
 * Sums an order up, and says by how much the store's own total differs:
 *
 *     lines + fees + shipping + tips - discounts (+ tax where it is not included) = total
 */
export function orderSums(parts: OrderParts): OrderSums {
	const lines = parts.lineItems?.map((line) => line.total);
	const subtotal = lines?.every((line) => typeof line === 'number') ? total(lines) : null;
	const given = { subtotal, taxesIncluded: parts.taxesIncluded ?? null };
	if (typeof parts.total !== 'number' || subtotal === null) {
		return { ...given, roundingDifference: null };
	}
	const untaxed = difference(parts, subtotal, 0);
	const taxed = difference(parts, subtotal, parts.totalTax ?? 0);
	const taxesIncluded = given.taxesIncluded ?? whichFits(parts, untaxed, taxed);
	return {
		...given,
		taxesIncluded,
		roundingDifference:
			taxesIncluded === null ? nearer(untaxed, taxed) : taxesIncluded ? untaxed : taxed,
	};
}

function difference(parts: OrderParts, subtotal: number, tax: number): number {
	return total([
		parts.total ?? 0,
		minus(subtotal),
		...(parts.fees ?? []).map(({ amount }) => minus(amount ?? 0)),
		minus(parts.shippingTotal ?? 0),
		minus(parts.tips ?? 0),
		Math.abs(parts.discountTotal ?? 0),
		minus(tax),
	]);
}

/** A shop that rounds each line is off by less than one unit of its currency for each of them. */
function whichFits(parts: OrderParts, untaxed: number, taxed: number): boolean | null {
	const allowed = roundingOf(parts);
	const fits = [Math.abs(untaxed) <= allowed, Math.abs(taxed) <= allowed] as const;
	if (fits[0] && fits[1]) return Math.abs(untaxed) <= Math.abs(taxed);
	return fits[0] ? true : fits[1] ? false : null;
}

const nearer = (one: number, other: number) => (Math.abs(one) <= Math.abs(other) ? one : other);

/**
 * How far rounding alone can take a total from its parts: half a unit of the currency's last decimal for
 * each part, and at least one unit. Shops round to the decimals that people use: whole forints.
 */
export function roundingOf({ currency = null, lineItems, fees }: OrderParts): number {
	const parts = (lineItems?.length ?? 0) + (fees?.length ?? 0) + 3;
	const unit = 10 ** -usedDecimalsOf(currency);
	return Math.max(unit, (unit * parts) / 2);
}
