import { destinationIdIn } from '../../engine/destinations/destination.ts';
import { executionsTold, type AttemptOf } from '../../engine/history/executionsTold.ts';
import { continuedBy } from '../../engine/deliveries/runKeys.ts';
import type { ApiContext } from '../http/apiContext.ts';

/** More than the attempts of any page. */
const MOST_KEPT = 5_000;
/** n8n creates an execution when its run is asked for: of one that has ended long ago, none will come. */
const SETTLED_MS = 60_000;

/** What n8n was asked for, by the key of the run; `null` is a run that n8n has not kept. */
const asked = new Map<string, string | null>();

/**
 * n8n's ids of the runs of attempts, by their keys. Those that no action and no end has told are looked up in n8n's own
 * database, once: who looks at an event pays for that, and no event on its way.
 *
 * @param actions of these events, the first one first
 */
export async function executionIds(
	{ runsOf, warn }: Pick<ApiContext, 'runsOf' | 'warn'>,
	attempts: readonly AttemptOf[],
	actions: Parameters<typeof executionsTold>[1],
	nowMs: number,
): Promise<(key: string) => string | null> {
	const ofRuns = attempts.filter(({ workflowId }) => destinationIdIn(workflowId) === null);
	const told = executionsTold(ofRuns, actions);
	const ends = new Map(ofRuns.map(({ attempt }) => [attempt.key, attempt.endedAt]));
	const missing = [...ends.keys()].filter(
		// One that continued another is known by its end: n8n finds by its key whichever has done so last.
		(key) => !told.has(key) && !asked.has(key) && continuedBy(key) === null,
	);
	const looked = missing.length === 0 ? null : await runsOf(missing).catch(unlessAway);
	for (const key of looked === null ? [] : missing) {
		const id = looked!.get(key)?.id ?? null;
		if (id !== null || nowMs - ends.get(key)! > SETTLED_MS) asked.set(key, id);
	}
	for (const [key] of asked) {
		if (asked.size <= MOST_KEPT) break;
		asked.delete(key);
	}
	return (key) => told.get(key) ?? asked.get(key) ?? null;

	/** An id less is no reason to tell nothing. */
	function unlessAway(error: unknown): null {
		warn('n8n could not be asked for the ids of runs', error);
		return null;
	}
}
