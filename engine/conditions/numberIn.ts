const DECIMAL = /^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})(e[+-]?\d{1,3})?$/i;

/**
 * The number that a value is, or that a text writes out: `100`, `"100"`, `" 99.50 "`. Stores send amounts
 * both ways.
 *
 * @returns `null` for all else: `""`, `"12 EUR"`, `"0x10"`, `true`, `NaN`
 */
export function numberIn(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string') return null;
	const text = value.trim();
	if (!DECIMAL.test(text)) return null;
	const number = Number(text);
	return Number.isFinite(number) ? number : null;
}
