import { CannotContinue } from '../../engine/deliveries/continuedRun.ts';
import {
	countDeadLetters,
	readDeadLetters,
	retryDeadLetters,
	type DeadLetter,
	type DeadLetterFilter,
	type RetryFrom,
} from '../../engine/history/deadLetters.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import { continueRun, type Continuing, type TriedAgain } from './continueRun.ts';
import { lastRunsOf, type LastRun } from './lastRunsOf.ts';

type World = Continuing & { readonly inbox: Inbox };

/** What became of a dead letter; `waiting`: its workflow is about to get it. */
export type LetterTriedAgain = Omit<TriedAgain, 'status'> & {
	readonly status: TriedAgain['status'] | 'waiting';
	readonly from: RetryFrom;
};

/** What became of dead letters that were to be tried again. */
export type AllTriedAgain = {
	readonly retried: number;
	/** What is still a dead letter, for n8n could not go on with it, or there was no time. */
	readonly left: number;
	/** Why, of the first of these; `null` where only the time was over. */
	readonly problem: string | null;
};

/** No further run is begun after this: a proxy before n8n may give up waiting after a minute. */
const LONGEST_MS = 20_000;

/** From its start where that does nothing twice. Where somebody has retried its run in n8n, that one counts. */
const isFromStart = ({ from }: DeadLetter, { known }: LastRun): boolean =>
	from === 'start' && known === null;

/**
 * Tries a dead letter again: from the start where that does nothing twice, else n8n goes on at the node that failed.
 *
 * @returns `null` where it is no dead letter any more
 * @throws see `continueRun`
 */
export async function tryAgain(
	world: World,
	space: string,
	letter: DeadLetter,
): Promise<LetterTriedAgain | null> {
	const last = (await lastRunsOf(world.runsOf, [letter])).get(letter.id)!;
	if (!isFromStart(letter, last)) {
		return { ...(await continueRun(world, letter, last)), from: 'failingNode' };
	}
	const retried = await retryDeadLetters(world.inbox, space, { id: letter.id });
	return retried === 0 ? null : { retried, from: 'start', status: 'waiting', error: null };
}

/**
 * Tries dead letters again, each as `tryAgain` does: in their order, one run of n8n after the other. What there is no
 * time for stays, and is tried when asked for again.
 */
export async function tryAllAgain(
	world: World,
	space: string,
	filter: DeadLetterFilter,
): Promise<AllTriedAgain> {
	const { inbox } = world;
	const endsAt = performance.now() + LONGEST_MS;
	const isTime = () => performance.now() < endsAt;
	// What dies again meanwhile is left for the next time, or this might never end.
	const begunAt = inbox.now();
	let [retried, isRefused] = [0, false];
	let problem: string | null = null;
	const note = (error: unknown): void => {
		if (!(error instanceof CannotContinue || error instanceof N8nApiError)) throw error;
		problem ??= error.message;
		// Of an n8n that cannot be reached, or a key that may not, the next one knows no better.
		isRefused ||= error instanceof N8nApiError && (error.status === null || error.isAboutKey);
	};
	let part: readonly DeadLetter[] = [];
	do {
		const next = await readDeadLetters(inbox.database, space, filter, part.at(-1) ?? null);
		part = next.filter(({ settledAt }) => (settledAt ?? 0) <= begunAt);
		const lastRuns = await lastRunsOf(world.runsOf, part).catch(note);
		if (!lastRuns) break;
		const [starts, rest] = [new Array<string>(), new Map<string, DeadLetter>()];
		for (const letter of part) {
			if (isFromStart(letter, lastRuns.get(letter.id)!)) starts.push(letter.id);
			else rest.set(`${letter.subscriptionId}/${letter.claimKey ?? letter.id}`, letter);
		}
		if (starts.length > 0) retried += await retryDeadLetters(inbox, space, { ids: starts });
		for (const letter of rest.values()) {
			if (isRefused || !isTime()) break;
			await continueRun(world, letter, lastRuns.get(letter.id)!).then(
				(tried) => (retried += tried.retried),
				note,
			);
		}
	} while (part.length > 0 && isTime());
	return { retried, left: await countDeadLetters(inbox.database, space, filter, begunAt), problem };
}
