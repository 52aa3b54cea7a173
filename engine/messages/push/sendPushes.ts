import type { PushSubscription } from './parseSubscription.ts';
import type { Gate } from '../../actions/turns.ts';
import type { PushAttempt } from './pushAttemptOf.ts';

/** An attempt, or that it had been sent before. */
export type PushOutcome = PushAttempt | { readonly status: 'skipped'; readonly sentAt: string };

/** How failed ones are tried again. */
export type PushRetries = {
	/** Before the second try, the third, … where the service does not say. */
	readonly delaysMs: readonly number[];
	/** Epoch milliseconds: no try begins after it. */
	readonly untilMs: number;
	readonly now: () => number;
	readonly sleep: (milliseconds: number) => Promise<unknown>;
};

export type PushResult<S> = { readonly subscription: S; readonly outcome: PushOutcome };

type Waiting<S> = { readonly subscription: S; readonly dueMs: number };

/**
 * Sends to many subscriptions, several at a time, and tells of each what came of it.
 *
 * One that the push service puts off does not hold up the others: it is tried again when all of them
 * have been tried. One that would have to wait for too long is given up.
 *
 * @param gate limits how many are under way, also across several calls
 */
export async function sendPushes<S extends PushSubscription>(
	subscriptions: AsyncIterable<S> | Iterable<S>,
	send: (subscription: S) => Promise<PushOutcome>,
	{ gate, width, retries }: { gate: Gate; width: number; retries: PushRetries },
	tell: (result: PushResult<S>) => void,
): Promise<void> {
	const { delaysMs, untilMs, now, sleep } = retries;
	let again: Array<Waiting<S>> = [];
	await atATime(width, iteratorOf(subscriptions), (subscription) => sendOne(subscription, 0));
	for (let tries = 1; again.length > 0; tries += 1) {
		const due = again.toSorted((one, other) => one.dueMs - other.dueMs);
		again = [];
		await atATime(width, due.values(), async ({ subscription, dueMs }) => {
			const waitMs = dueMs - now();
			if (waitMs > 0) await sleep(waitMs);
			await sendOne(subscription, tries);
		});
	}

	async function sendOne(subscription: S, tries: number): Promise<void> {
		const outcome = await gate(() => send(subscription));
		const dueMs = dueAgain(outcome, tries);
		if (dueMs === null) tell({ subscription, outcome });
		else again.push({ subscription, dueMs });
	}

	function dueAgain(outcome: PushOutcome, tries: number): number | null {
		const delayMs = delaysMs[tries];
		if (outcome.status !== 'failed' || !outcome.retryable || delayMs === undefined) return null;
		if (outcome.isLeftAlone) return null;
		const dueMs = now() + Math.max(outcome.retryAfterMs ?? 0, delayMs);
		return dueMs <= untilMs ? dueMs : null;
	}
}

/** Does the same with each of a list, `width` at a time. The first that throws stops all. */
async function atATime<T>(
	width: number,
	left: AsyncIterator<T> | Iterator<T>,
	task: (each: T) => Promise<void>,
): Promise<void> {
	let isStopped = false;
	const work = async () => {
		try {
			while (!isStopped) {
				const next = await left.next();
				if (next.done === true) return;
				await task(next.value);
			}
		} finally {
			isStopped = true;
		}
	};
	const ended = await Promise.allSettled(Array.from({ length: width }, work));
	const thrown = ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
	if (thrown !== undefined) throw thrown.reason;
}

function iteratorOf<S>(list: AsyncIterable<S> | Iterable<S>): AsyncIterator<S> | Iterator<S> {
	return Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
}
