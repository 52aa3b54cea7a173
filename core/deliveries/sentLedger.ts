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

	return {
		async sentAt(action) {
			const key = actionKey(action);
			return unwritten.get(key) ?? (await sentAtOf(database, key));
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
	};
}
