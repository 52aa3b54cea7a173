import { setTimeout as delay } from 'node:timers/promises';

/** What is waited for, how long at most, and how often it is looked at. */
export type Waiting = {
	/** Completes "Waited 10 s for …": `the mail to Ada`. */
	readonly what: string;
	readonly timeoutMs?: number;
	readonly intervalMs?: number;
};

/**
 * Asks again and again until the answer is something, and returns it. An exception counts as "not yet".
 *
 * @throws Error naming what was waited for, with the last answer or exception, when the time is over
 */
export async function waitUntil<T>(
	condition: () => T | Promise<T>,
	{ what, timeoutMs = 30_000, intervalMs = 100 }: Waiting,
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
	const endsAt = Date.now() + timeoutMs;
	let cause: unknown;
	for (;;) {
		try {
			const answer = await condition();
			if (answer) return answer as Exclude<T, false | null | undefined | 0 | ''>;
			cause = new Error(`The last answer was ${JSON.stringify(answer)}`);
		} catch (error) {
			cause = error;
		}
		if (Date.now() >= endsAt) break;
		await delay(intervalMs);
	}
	const last = cause instanceof Error ? cause.message : String(cause);
	throw new Error(`Waited ${timeoutMs / 1000} s for ${what}. ${last}`, { cause });
}
