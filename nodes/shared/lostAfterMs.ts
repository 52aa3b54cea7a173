const DEFAULT_MINUTES = 180;

/**
 * When a run of which nothing is heard counts as lost, in milliseconds; `null` is never: without queue
 * mode, a run ends with its process at the latest. Three hours is when n8n itself gives up such runs.
 *
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/executions/ (queue recovery)
 */
export function lostAfterMs(
	env: Readonly<Record<string, string | undefined>>,
	isAlone: boolean,
): number | null {
	if (isAlone) return null;
	const minutes = Number(env.COMMERCE_LOST_RUN_MINUTES ?? DEFAULT_MINUTES);
	return (minutes > 0 ? minutes : DEFAULT_MINUTES) * 60_000;
}
