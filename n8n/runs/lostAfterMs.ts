const DEFAULT_MINUTES = 180;
/** What n8n takes if nobody says otherwise, in milliseconds. */
const DEFAULT_LOCK_MS = 60_000;
const DEFAULT_STALLED_MS = 30_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * When a run of which nothing is heard counts as lost, in milliseconds. Three hours is when n8n itself
 * gives up such runs.
 *
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/executions/ (queue recovery)
 */
export function lostAfterMs(env: Environment): number {
	return (positive(env.COMMERCE_LOST_RUN_MINUTES) ?? DEFAULT_MINUTES) * 60_000;
}

/**
 * When a run counts as lost that n8n has not begun, while runs that came after it have ended, in
 * milliseconds. A worker may have died as it took the run: n8n notices that and gives the run to another
 * one, in half of this time.
 *
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/queue-mode/
 */
export function overtakenAfterMs(env: Environment): number {
	const lockMs = positive(env.QUEUE_WORKER_LOCK_DURATION) ?? DEFAULT_LOCK_MS;
	const stalledMs = positive(env.QUEUE_WORKER_STALLED_INTERVAL) ?? DEFAULT_STALLED_MS;
	return Math.min(2 * (lockMs + stalledMs), lostAfterMs(env));
}

function positive(text: string | undefined): number | undefined {
	const number = Number(text);
	return number > 0 && Number.isFinite(number) ? number : undefined;
}
