import { setTimeout as wait } from 'node:timers/promises';

const PAUSE_MS = 50;

/** Asks again and again. @returns the first answer that is not `null`; `null` when the time is over */
export async function waitUntil<T>(
	ask: () => Promise<T | null>,
	timeoutMs: number,
): Promise<T | null> {
	const startedAt = performance.now();
	for (;;) {
		const answer = await ask();
		if (answer !== null || performance.now() - startedAt > timeoutMs) return answer;
		await wait(PAUSE_MS);
	}
}
