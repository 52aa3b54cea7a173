/** Of a text: what comes after is not compared. */
const LONGEST_COMPARED = 100_000;

/**
 * Accents upon one letter. Putting them in order takes the square of their number: 50,000 took two
 * seconds. No language has 30 of them.
 *
 * @see https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
const LONG_RUN_OF_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * The text of a value in the form in which texts are compared: without regard to case, and to how an
 * accent is stored.
 *
 * @returns `null` for what has no text: null, lists, objects
 */
export function textIn(value: unknown): string | null {
	if (typeof value === 'string') {
		const text = value.slice(0, LONGEST_COMPARED).replace(LONG_RUN_OF_MARKS, '$1');
		return text.normalize('NFC').toLowerCase();
	}
	if (typeof value === 'number' || typeof value === 'boolean') return String(value).toLowerCase();
	return null;
}
