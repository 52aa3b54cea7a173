import Big from 'big.js';

/** What an amount may be while it is not known. */
export type MaybeAmount = number | null | undefined;

/**
 * Amounts are numbers that were read from decimal text, and so print as that text: sums are formed of the
 * decimals and never of binary fractions (0.1 + 0.2 is 0.3).
 */

/** The sum of the amounts that are known; `null` where none is. */
export function sumOf(amounts: readonly MaybeAmount[]): number | null {
	const known = amounts.filter((amount) => typeof amount === 'number');
	return known.length === 0 ? null : total(known);
}

/** The sum of amounts, each of them known; 0 of none. */
export function total(amounts: readonly number[]): number {
	return finite(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)));
}

/** A price times a quantity; `null` where one of them is not known. */
export function times(price: MaybeAmount, quantity: MaybeAmount): number | null {
	if (typeof price !== 'number' || typeof quantity !== 'number') return null;
	return finite(new Big(price).times(quantity));
}

/** `amount` × `part` / `whole`, to the currency's decimals; 0 of a whole of nothing. */
export function share(amount: number, part: number, whole: number, currency: string | null) {
	if (whole === 0) return 0;
	return roundTo(currency, finite(new Big(amount).times(part).div(whole)));
}

/** The negative of an amount; 0 stays 0. */
export const minus = (amount: number): number => (amount === 0 ? 0 : -amount);

/** Rounded half away from zero to the decimals that a currency has. */
export function roundTo(currency: string | null, amount: number): number {
	return finite(new Big(amount).round(decimalsOf(currency), Big.roundHalfUp));
}

const USUAL_DECIMALS = 2;

/** Currencies with other decimals than two; of Bitcoin, those that shops write. */
const OTHER_DECIMALS: ReadonlyMap<string, number> = new Map([
	...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
		.split(' ')
		.map((currency) => [currency, 0] as const),
	...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((currency) => [currency, 3] as const),
	['CLF', 4],
	['UYW', 4],
	['BTC', 8],
]);

/**
 * How many decimals a currency has: EUR 2, JPY 0, KWD 3.
 *
 * Not ICU's: that one counts in some currencies what people have in cash (HUF, IDR, PKR and COP none, in some
 * versions), where shops count on.
 *
 * @param currency ISO 4217
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
export function decimalsOf(currency: string | null): number {
	return OTHER_DECIMALS.get(currency ?? '') ?? USUAL_DECIMALS;
}

/** How many decimals people use of a currency, as ICU says: of HUF none, though it has two. */
export function usedDecimalsOf(currency: string | null): number {
	if (currency === null || !/^[A-Z]{3}$/.test(currency)) return USUAL_DECIMALS;
	const known = USED_DECIMALS.get(currency);
	if (known !== undefined) return known;
	const { maximumFractionDigits } = new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
	}).resolvedOptions();
	const decimals = Math.min(maximumFractionDigits ?? USUAL_DECIMALS, decimalsOf(currency));
	USED_DECIMALS.set(currency, decimals);
	return decimals;
}

/** Making a formatter takes some 30 µs; there are fewer than 200 currencies of three letters in use. */
const USED_DECIMALS = new Map<string, number>();

function finite(amount: Big): number {
	const number = amount.toNumber();
	return Number.isFinite(number) ? number : 0;
}
