const MINUTE_MS = 60_000;
const MAX_KEYS = 10_000;

/** Counts one more for a key. @returns how many seconds to wait; `null` when it was not too much */
export type RateLimit = (key: string) => number | null;

/**
 * At most so many for each key in a minute, or another time, counted in this process. It remembers a bounded number of
 * keys, and forgets the oldest first.
 */
export function createRateLimit(
	most: number,
	now: () => number,
	windowMs: number = MINUTE_MS,
): RateLimit {
	const counted = new Map<string, { count: number; endsAt: number }>();
	return (key) => {
		const nowMs = now();
		const known = counted.get(key);
		if (known === undefined || known.endsAt <= nowMs) {
			counted.delete(key);
			counted.set(key, { count: 1, endsAt: nowMs + windowMs });
			if (counted.size > MAX_KEYS) counted.delete(counted.keys().next().value!);
			return null;
		}
		known.count += 1;
		return known.count > most ? Math.ceil((known.endsAt - nowMs) / 1_000) : null;
	};
}
