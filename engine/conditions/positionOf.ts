import { numberIn } from './numberIn.ts';
import { timeSpan } from './timeSpan.ts';

/** Where a value lies: before (-1), at (0) or after (1); `null` when the two cannot be compared. */
export type Position = -1 | 0 | 1 | null;

/**
 * Compares values with a number or a date. Numbers compare with numbers, dates with dates; a date
 * without a time is the whole day in UTC, so `2026-01-31T18:00:00Z` lies at `2026-01-31`.
 */
export function positionOf(operand: unknown): (value: unknown) => Position {
	const number = numberIn(operand);
	if (number !== null) return (value) => relation(numberIn(value), number, number);
	const span = timeSpan(operand);
	if (span === null) return () => null;
	return (value) => relation(momentIn(value), span.firstMs, span.lastMs);
}

/** Beside a date, a number is epoch milliseconds. */
function momentIn(value: unknown): number | null {
	return typeof value === 'number' ? value : (timeSpan(value)?.firstMs ?? null);
}

function relation(value: number | null, first: number, last: number): Position {
	if (value === null) return null;
	return value < first ? -1 : value > last ? 1 : 0;
}
