/** How far a store's times of one change lie apart: they are kept by the second, and not written at once. */
const SAME_MOMENT_MS = 2_000;

/**
 * Whether something that the entity says of itself (paid at, cancelled at) is what its newest change
 * was. Needed for an entity that was never seen before: there is nothing to compare it with.
 */
export function justHappened(
	at: string | null | undefined,
	changedAt: string | null | undefined,
): boolean {
	if (!at || !changedAt) return false;
	return Math.abs(Date.parse(changedAt) - Date.parse(at)) < SAME_MOMENT_MS;
}
