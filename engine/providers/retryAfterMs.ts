/** No store may put us off for longer. */
const LONGEST_MS = 24 * 60 * 60_000;

/**
 * How long a `Retry-After` header asks to wait: it is a number of seconds or a date.
 *
 * @returns `null` without a header, or with one that is neither
 * @see RFC 9110 section 10.2.3
 */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
	if (header === undefined) return null;
	const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : null;
	const milliseconds = seconds ?? Date.parse(header) - now.getTime();
	return Number.isNaN(milliseconds) ? null : Math.min(Math.max(milliseconds, 0), LONGEST_MS);
}
