type Warn = (message: string, error: unknown) => void;

const EVERY_MS = 60_000;

/** Warns of what goes wrong again and again: of the same thing once a minute. */
export function warnSeldom(warn: Warn, now: () => number = () => performance.now()): Warn {
	const warnedAt = new Map<string, number>();
	return (message, error) => {
		const at = now();
		// Also where the clock was set back.
		if (Math.abs(at - (warnedAt.get(message) ?? -Infinity)) < EVERY_MS) return;
		warnedAt.set(message, at);
		warn(message, error);
	};
}
