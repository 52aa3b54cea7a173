const UNITS_MS: Readonly<Record<string, number>> = {
	s: 1_000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

const MAX_DELAYS = 50;

/**
 * Reads a list of waiting times as a person writes it: `10s, 1m, 6h`.
 *
 * @returns milliseconds; an empty text is no delay at all
 * @throws Error naming the part that is not a time, and what one looks like
 */
export function parseDelays(text: string): number[] {
	const parts = text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length > MAX_DELAYS) {
		throw new Error(`There are ${parts.length} waiting times. At most ${MAX_DELAYS} are possible.`);
	}
	return parts.map((part) => {
		const [, amount, unit] = /^(\d{1,9})\s*([smhd])$/.exec(part) ?? [];
		if (amount === undefined || unit === undefined) {
			throw new Error(
				`"${part}" is not a waiting time. Write a number and s, m, h or d, with commas between several, such as 10s, 1m, 6h.`,
			);
		}
		return Number(amount) * UNITS_MS[unit]!;
	});
}
