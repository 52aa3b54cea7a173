import { ActionError, triedAgain } from '../../actions/actionError.ts';
import type { SentEmail } from './sendEmail.ts';

/**
 * How long to wait before each further try of an e-mail that the server puts off. The last is for servers
 * that take nothing of a sender they do not know for its first five minutes (greylisting).
 */
export const LATER_DELAYS_MS: readonly number[] = [2_000, 15_000, 60_000, 240_000];

/** No further try of a run begins later than this after its first e-mail. */
export const MAX_PATIENCE_MS = 360_000;

export type Patience = {
	readonly delaysMs: readonly number[];
	/** Epoch milliseconds: no further try begins after it. */
	readonly untilMs: number;
	readonly now: () => number;
	/** Rejects when the run is cancelled. */
	readonly wait: (milliseconds: number) => Promise<unknown>;
	/** Given when the run is cancelled. */
	readonly cancel?: AbortSignal | undefined;
};

/**
 * Sends an e-mail, and again where the server says "later".
 *
 * Only an answer of the server counts: where the connection broke, the server may have taken the e-mail,
 * and the customer would get it twice.
 *
 * @throws ActionError of the last try
 */
export async function sendPatiently(
	send: () => Promise<SentEmail>,
	{ delaysMs, untilMs, now, wait }: Patience,
): Promise<SentEmail> {
	for (let tries = 1; ; tries += 1) {
		try {
			return await send();
		} catch (error) {
			const delayMs = delaysMs[tries - 1];
			const isPutOff = error instanceof ActionError && error.retryable && error.status !== null;
			if (!isPutOff) throw error;
			if (delayMs === undefined || now() + delayMs > untilMs) throw triedAgain(error, tries);
			try {
				await wait(delayMs);
			} catch {
				throw triedAgain(error, tries);
			}
		}
	}
}
