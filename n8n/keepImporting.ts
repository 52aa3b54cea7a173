import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActionArgs, Outcome } from '../engine/actions/actions.ts';
import { warnSeldom } from '../engine/warnSeldom.ts';
import type { EngineClient } from '../thread/client.ts';

/** After whatever keeps a store from being asked that is not the store. */
const AGAIN_MS = 60_000;
const SHORTEST_MS = 1_000;
/** Also so that a clock that was set is noticed. */
const LONGEST_MS = 600_000;

/**
 * Has the engine import from a store whenever it is time for that, from the moment at which n8n starts its
 * trigger. When that is, the engine says; here is only the wait.
 *
 * @param read the form and the keys as they are now
 * @returns ends it, and the import that is under way before its next page
 */
export function keepImporting(
	engine: Pick<EngineClient, 'ask'>,
	read: () => Promise<ActionArgs<'importMissed'>>,
	warn: (message: string, error: unknown) => void,
): () => void {
	const stopping = new AbortController();
	const { signal } = stopping;
	const tell = warnSeldom(warn);

	const importOnce = async (): Promise<number> => {
		const args = await read();
		signal.throwIfAborted();
		const id = randomUUID();
		const cancel = () => void engine.ask('cancel', id).catch(() => {});
		signal.addEventListener('abort', cancel, { once: true });
		try {
			const asked = { id, name: 'importMissed', args } as const;
			const outcome = (await engine.ask('perform', asked)) as Outcome<'importMissed'>;
			if (outcome.kind === 'failed') throw new Error(outcome.error.message);
			return outcome.result.nextInMs;
		} finally {
			signal.removeEventListener('abort', cancel);
		}
	};
	const work = async (): Promise<void> => {
		while (!signal.aborted) {
			const nextInMs = await importOnce().catch((error: unknown) => {
				if (!signal.aborted) tell('A store could not be imported from; it is tried again', error);
				return AGAIN_MS;
			});
			const waitMs = Math.min(Math.max(nextInMs, SHORTEST_MS), LONGEST_MS);
			await wait(waitMs, undefined, { ref: false, signal }).catch(() => {});
		}
	};
	void work();
	return () => stopping.abort();
}
