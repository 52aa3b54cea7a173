import { numberIn, timeSpan } from './values.ts';

/** A longer text is no number of a person's. */
const LONGEST = 40;
/** Between thousands, in all languages: a space of any width, and the apostrophes of Switzerland. */
const SPACES = /[\s\u00a0\u2007\u2009\u202f'’]/g;
/** `1,234` and `1.234`: thousands in one language, decimals in another. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
const DECIMALS = /^[+-]?\d*[.,]\d+$/;
/** Thousands and decimals, told apart by having two signs, or by more than one for thousands. */
const GROUPED = [
	/^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/,
	/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/,
	/^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/,
	/^[+-]?\d{1,3}(?:\.\d{3}){2,}$/,
	/^[+-]?\d{1,3}(?:,\d{3}){2,}$/,
	// As in India.
	/^[+-]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/,
];

/** What a text means as a number, or what is wrong, as the end of a sentence that begins with the text. */
export type WrittenNumber =
	| { readonly number: number }
	| { readonly wrong: string; readonly isAmbiguous: boolean };

/**
 * The number that a person has written as people do in their language: `1.234,50`, `1 234,50`, `1,234.50`,
 * `1'234.50`, `12,5`. What means two numbers, as `1,234` does, is refused.
 */
export function writtenNumber(given: string): WrittenNumber {
	const text = given.trim().replace('−', '-').replace(SPACES, ' ');
	if (text.length <= LONGEST) {
		if (AMBIGUOUS.test(text)) {
			const [whole, part] = text.split(/[.,]/) as [string, string];
			return {
				isAmbiguous: true,
				wrong: `can be read as ${whole}${part} and as ${whole}.${part}: write ${whole}${part}, or ${whole}.${part}0.`,
			};
		}
		const number = numberIn(text) ?? numberIn(plain(text));
		if (number !== null) return { number };
	}
	return { isAmbiguous: false, wrong: 'is not a number. Write it like 99.50.' };
}

/** What sizes are compared with: a number that was written as people do is that number, all else stays as it is. */
export function quantityOf(operand: unknown): unknown {
	if (typeof operand !== 'string' || numberIn(operand) !== null || timeSpan(operand) !== null) {
		return operand;
	}
	const written = writtenNumber(operand);
	return 'number' in written ? written.number : operand;
}

/** The same with a point before the decimals, and nothing between thousands. */
function plain(text: string): string {
	const isGrouped = GROUPED.some((form) => form.test(text));
	if (!isGrouped) return DECIMALS.test(text) ? text.replace(',', '.') : text;
	const signs = text.match(/[.,]/g) ?? [];
	const hasSpaces = text.includes(' ');
	const hasDecimals = hasSpaces ? signs.length === 1 : new Set(signs).size === 2;
	const at = hasDecimals ? Math.max(text.lastIndexOf('.'), text.lastIndexOf(',')) : text.length;
	const whole = text.slice(0, at).replace(/[., ]/g, '');
	return hasDecimals ? `${whole}.${text.slice(at + 1)}` : whole;
}
