import { ActionError } from '../../actions/actionError.ts';

/** One e-mail of 10 MB over a slow line takes a minute or two. */
const LONGEST_MS = 300_000;

/**
 * Gives a task up that takes too long. A server that says a little now and then is never silent for long
 * enough, and would hold the run for ever.
 *
 * @param task may end by itself when the signal is given; whether it does is not waited for
 * @param cancel given when the run is cancelled
 * @throws ActionError `timeout`, whatever the task ends with by then
 */
export async function withinTime<T>(
	task: (signal: AbortSignal) => Promise<T>,
	longestMs = LONGEST_MS,
	cancel?: AbortSignal,
): Promise<T> {
	const over = new AbortController();
	const abort = () => over.abort();
	const timer = setTimeout(abort, longestMs);
	cancel?.addEventListener('abort', abort);
	if (cancel?.aborted) abort();
	try {
		return await Promise.race([task(over.signal), givenUp(over.signal)]);
	} catch (error) {
		if (!over.signal.aborted) throw error;
		throw new ActionError(
			'timeout',
			cancel?.aborted
				? 'The run was cancelled before the mail server had answered.'
				: `The mail server did not come to an end within ${longestMs / 1_000} seconds. Try again later.`,
			{ retryable: true, cause: error },
		);
	} finally {
		clearTimeout(timer);
		cancel?.removeEventListener('abort', abort);
	}
}

async function givenUp(signal: AbortSignal): Promise<never> {
	return await new Promise((_, reject) => {
		const giveUp = () => reject(new Error('given up'));
		if (signal.aborted) giveUp();
		else signal.addEventListener('abort', giveUp, { once: true });
	});
}
