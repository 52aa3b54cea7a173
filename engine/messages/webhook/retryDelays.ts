import { parseDelays } from '../../deliveries/delays.ts';
import { MAX_WAITING_MS } from './callWebhook.ts';
import { ActionError } from '../../actions/actionError.ts';

export const DEFAULT_RETRY_DELAYS = '1s, 5s';

/**
 * Reads how long to wait before each further try within the run: `1s, 5s`.
 *
 * @returns milliseconds; empty for no further try
 * @throws ActionError naming what is wrong
 */
export function retryDelays(text: string): number[] {
	let delays: number[];
	try {
		delays = parseDelays(text);
	} catch (error) {
		throw new ActionError('setup', `Retry After: ${(error as Error).message}`);
	}
	const total = delays.reduce((sum, delay) => sum + delay, 0);
	if (total <= MAX_WAITING_MS) return delays;
	throw new ActionError(
		'setup',
		`Retry After: the waiting times are ${total / 1_000} seconds together. A run waits for at most ${MAX_WAITING_MS / 1_000}. ` +
			'For longer ones set "Delivery Is Done When" of the trigger to "Execution Finishes Successfully".',
	);
}
