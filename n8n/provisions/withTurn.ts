import { setTimeout as wait } from 'node:timers/promises';
import type { Holder } from '../../engine/leases.ts';
import { leaseKey } from './provisions.ts';

const PAUSE_MS = 50;

/**
 * Does things with one subject one after another, in whatever process they are asked for. A process that
 * is killed does not keep the next from its turn.
 *
 * @param patienceMs for how long to wait for the turn
 * @returns `null`, without doing anything, when somebody else was at it for all that time
 */
export async function withTurn<T>(
	holder: Holder,
	turn: { readonly space: string; readonly subject: string; readonly patienceMs: number },
	task: () => Promise<T>,
): Promise<{ readonly done: T } | null> {
	const startedAt = performance.now();
	for (;;) {
		const held = await holder.holding('provision', leaseKey(turn), task);
		if (held !== null || performance.now() - startedAt > turn.patienceMs) return held;
		await wait(PAUSE_MS);
	}
}
