import { setTimeout as wait } from 'node:timers/promises';
import { createTurns } from './turns.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { actionKey, beginAction, recordSent, type ActionIdentity } from './sentActions.ts';

/** What has been sent, for actions that must not be done twice. One for each process. */
export type SentLedger = {
	/**
	 * Comes before the action: what cannot be recorded is not done. While the database cannot be written
	 * (a full disk, a server that is down), or something done before is not recorded yet, it waits, for
	 * some ten minutes.
	 *
	 * @returns when it was done before, epoch milliseconds; `null`: it is to be done now
	 * @throws when the database still cannot be written
	 */
	begin(action: ActionIdentity): Promise<number | null>;
	/**
	 * Records that it has been done. Never throws: where the database cannot be written any more, it is
	 * remembered, and written as soon as that is possible.
	 */
	record(action: ActionIdentity): Promise<void>;
	/**
	 * Does an action at most once, however often its run is repeated. The same action twice at once takes
	 * turns: side by side, neither would know of the other.
	 *
	 * @param action `null` for one that is always done
	 * @param task is given the key of the action, or `null`
	 * @param isDone whether its result is remembered
	 * @returns `done: false` with the time of the first, ISO 8601, when it was done before
	 */
	once<T>(
		action: ActionIdentity | null,
		task: (key: string | null) => Promise<T>,
		isDone?: (result: T) => boolean,
	): Promise<Once<T>>;
};

export type Once<T> =
	| { readonly done: true; readonly result: T }
	| { readonly done: false; readonly sentAt: string };

const PAUSE_MS = 500;
const TRIES = 1_200;

export function createSentLedger(
	database: Pick<OpenDatabase, 'db'>,
	now: () => number,
	warn: (message: string, error: unknown) => void,
): SentLedger {
	/** Done and not yet written: by the key of the action, when. */
	const unwritten = new Map<string, number>();
	const inTurn = createTurns();

	async function writeLater(action: ActionIdentity, sentAt: number): Promise<void> {
		const key = actionKey(action);
		unwritten.set(key, sentAt);
		while (unwritten.has(key)) {
			await wait(PAUSE_MS, undefined, { ref: false });
			try {
				await recordSent(database, action, sentAt);
				unwritten.delete(key);
			} catch {
				// Told once; it is tried again until it is written.
			}
		}
	}

	const ledger: SentLedger = {
		async begin(action) {
			const key = actionKey(action);
			for (let tries = 1; ; tries += 1) {
				const sentAt = unwritten.get(key);
				if (sentAt !== undefined) return sentAt;
				try {
					// A disk that is nearly full takes the beginning and then not the record.
					if (unwritten.size > 0) throw new Error('what was sent before is not recorded yet');
					return await beginAction(database, action);
				} catch (error) {
					if (tries === TRIES) throw error;
					if (tries === 1) warn('nothing is sent while it cannot be recorded', error);
					await wait(PAUSE_MS, undefined, { ref: false });
				}
			}
		},
		async record(action) {
			const sentAt = now();
			try {
				await recordSent(database, action, sentAt);
			} catch (error) {
				warn('what was sent could not be recorded yet', error);
				// A run that waited for a full disk would keep its place in n8n for nothing.
				void writeLater(action, sentAt);
			}
		},
		async once(action, task, isDone = () => true) {
			if (action === null) return { done: true, result: await task(null) };
			const key = actionKey(action);
			return await inTurn(key, async () => {
				const sentAt = await ledger.begin(action);
				if (sentAt !== null) return { done: false, sentAt: new Date(sentAt).toISOString() };
				const result = await task(key);
				if (isDone(result)) await ledger.record(action);
				return { done: true, result };
			});
		},
	};
	return ledger;
}
