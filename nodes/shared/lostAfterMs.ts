const DEFAULT_MINUTES = 180;

/**
 * When a run of which nothing is heard counts as lost, in milliseconds. Three hours is when n8n itself
 * gives up such runs.
 *
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/executions/ (queue recovery)
 */
export function lostAfterMs(env: Readonly<Record<string, string | undefined>>): number {
	const minutes = Number(env.COMMERCE_LOST_RUN_MINUTES ?? DEFAULT_MINUTES);
	return (minutes > 0 ? minutes : DEFAULT_MINUTES) * 60_000;
}
