/** Decimals kept: more than any currency has, fewer than binary fractions show. */
const PRECISION = 10_000;

/** A sum of money without the noise of binary fractions; `null` where there is nothing to add. */
export function sumOf(amounts: ReadonlyArray<number | null | undefined>): number | null {
	const known = amounts.filter((amount) => typeof amount === 'number');
	if (known.length === 0) return null;
	const sum =
		Math.round(known.reduce((total, amount) => total + amount, 0) * PRECISION) / PRECISION;
	return Number.isFinite(sum) ? sum : null;
}
