import { setTimeout as wait } from 'node:timers/promises';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { actionKey, recordSent, sentAtOf, type ActionIdentity } from './sentActions.ts';

/** What has been sent, for actions that must not be done twice. One for each process. */
export type SentLedger = {
	/** When it was done, epoch milliseconds, or `null`. @throws when the database cannot be asked */
	sentAt(action: ActionIdentity): Promise<number | null>;
	/**
	 * Records that it has been done. Never throws: where the database cannot be written (a full disk, a
	 * server that is down) it is remembered, and written as soon as that is possible.
	 */
	record(action: ActionIdentity): Promise<void>;
};

const PAUSE_MS = 500;

export function createSentLedger(
	database: Pick<OpenDatabase, 'db'>,
	now: () => number,
	warn: (message: string, error: unknown) => void,
): SentLedger {
	/** Done and not yet written: by the key of the action, when. */
	const unwritten = new Map<string, number>();

	async function write(action: ActionIdentity, sentAt: number): Promise<void> {
		const key = actionKey(action);
		for (let isFirst = true; ; isFirst = false) {
			try {
				await recordSent(database, action, sentAt);
				unwritten.delete(key);
				return;
			} catch (error) {
				if (isFirst) warn('what was sent could not be recorded yet', error);
				await wait(PAUSE_MS, undefined, { ref: false });
			}
		}
	}

	return {
		async sentAt(action) {
			const key = actionKey(action);
			return unwritten.get(key) ?? (await sentAtOf(database, key));
		},
		async record(action) {
			const sentAt = now();
			unwritten.set(actionKey(action), sentAt);
			// A run that waited for a full disk would keep its place in n8n for nothing.
			await Promise.race([write(action, sentAt), wait(PAUSE_MS * 2, undefined, { ref: false })]);
		},
	};
}
