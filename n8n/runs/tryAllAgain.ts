import {
	readDeadLetters,
	retryDeadLetters,
	type DeadLetter,
	type DeadLetterFilter,
} from '../../engine/history/deadLetters.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import { CannotContinue, continueRun, type Continuing } from './continueRun.ts';

/** What became of dead letters that were to be tried again. */
export type AllTriedAgain = {
	readonly retried: number;
	/** What n8n could not go on with, or had no time for. */
	readonly left: number;
	/** Why, of the first of these; `null` where only the time was over. */
	readonly problem: string | null;
};

/** So many runs of one request n8n goes on with at once. */
const AT_ONCE = 4;
/** No further run is begun after this: a proxy before n8n may give up waiting after a minute. */
const LONGEST_MS = 20_000;

/**
 * Tries dead letters again: from the start where that does nothing twice, else n8n goes on at the node that failed.
 * What there is no time for stays, and is tried when asked for again.
 */
export async function tryAllAgain(
	world: Continuing & { readonly inbox: Inbox },
	space: string,
	filter: DeadLetterFilter,
): Promise<AllTriedAgain> {
	const { inbox } = world;
	const runs = new Map<string, DeadLetter>();
	let [retried, letters] = [0, 0];
	// What dies again meanwhile is left for the next time, or this might never end.
	const begunAt = inbox.now();
	let part: readonly DeadLetter[] = [];
	do {
		const next = await readDeadLetters(inbox.database, space, filter, part.at(-1) ?? null);
		part = next.filter(({ settledAt }) => (settledAt ?? 0) <= begunAt);
		const ids = part.filter(({ from }) => from === 'start').map(({ id }) => id);
		if (ids.length > 0) retried += await retryDeadLetters(inbox, space, { ids });
		for (const letter of part.filter(({ from }) => from === 'failingNode')) {
			letters += 1;
			runs.set(letter.claimKey ?? letter.id, letter);
		}
	} while (part.length > 0);

	const endsAt = performance.now() + LONGEST_MS;
	const waiting = runs.values();
	let problem: string | null = null;
	let [continued, isRefused] = [0, false];
	const work = async (): Promise<void> => {
		for (const letter of waiting) {
			if (isRefused || performance.now() >= endsAt) return;
			try {
				continued += (await continueRun(world, letter)).retried;
			} catch (error) {
				if (!(error instanceof CannotContinue || error instanceof N8nApiError)) throw error;
				problem ??= error.message;
				// Of an n8n that cannot be reached, or a key that may not, the next one knows no better.
				isRefused ||= error instanceof N8nApiError;
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return { retried: retried + continued, left: Math.max(0, letters - continued), problem };
}
