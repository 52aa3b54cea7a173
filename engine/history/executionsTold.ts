import type { Attempt } from '../deliveries/attempts.ts';
import type { Row } from '../state/schema.ts';

/** A try of a delivery, and whose it was. */
export type AttemptOf = {
	readonly eventId: string;
	/** n8n's id. */
	readonly workflowId: string;
	readonly attempt: Attempt;
};

type Acted = Pick<Row<'actionOutcome'>, 'eventId' | 'workflowId' | 'attempt' | 'executionId'>;

/**
 * n8n's ids of runs, as far as they were told: as the run ended, or by an action in it.
 *
 * @param actions of these events, the first one first
 * @returns the id by the key of the run
 */
export function executionsTold(
	attempts: readonly AttemptOf[],
	actions: readonly Acted[],
): Map<string, string> {
	const found = new Map(
		attempts.flatMap(({ attempt: { key, executionId } }) =>
			executionId === undefined ? [] : [[key, executionId] as const],
		),
	);
	// The items of a run that was continued are those of the run before: they still tell its number.
	const known = new Set(found.values());
	for (const { eventId, workflowId, attempt } of attempts) {
		if (found.has(attempt.key)) continue;
		const acted = actions.find(
			(each) =>
				each.eventId === eventId &&
				each.workflowId === workflowId &&
				each.attempt === attempt.attempt &&
				!known.has(each.executionId),
		);
		if (acted !== undefined) found.set(attempt.key, acted.executionId);
	}
	return found;
}
