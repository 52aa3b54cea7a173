import { decimalsOf, roundTo, usedDecimalsOf } from '../money/amounts.ts';
import { numberFormat } from './formatters.ts';

/** Whole amounts as people write them (HUF 12,990), others with the decimals that there are (HUF 0.50). */
export function inCurrency(locale: string, currency: string, amount: number): string {
	const rounded = roundTo(currency, amount);
	const decimals = decimalsOf(currency);
	const used = usedDecimalsOf(currency);
	return numberFormat(locale, {
		style: 'currency',
		currency,
		minimumFractionDigits: Number.isInteger(rounded) || decimals > LONGEST_FIXED ? used : decimals,
		maximumFractionDigits: decimals,
	}).format(rounded);
}

/** Of more decimals, those at the end that are nought are not written. */
const LONGEST_FIXED = 4;
