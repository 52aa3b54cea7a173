import type { ExecutionStatus, IRun } from 'n8n-workflow';
import type { RunOutcome } from '../../core/deliveries/settleBatch.ts';
import type { DeliveryOptions } from '../../core/deliveries/subscription.ts';

/** How a run has ended; `new` is one that n8n could not begin. */
export type EndedRun = { readonly status: ExecutionStatus; readonly error?: string };

/**
 * Of a run with an end that n8n tells.
 *
 * An error that no node has met is n8n's own: in queue mode, that of a worker that was killed over the run
 * or could not read it. It was cut off, whatever n8n calls it.
 */
export function endOf({ status, data: { resultData } }: IRun): EndedRun {
	const { error, lastNodeExecuted } = resultData;
	const isCutOff = status === 'error' && lastNodeExecuted === undefined;
	return {
		status: isCutOff ? 'crashed' : status,
		...(error && { error: error.message }),
	};
}

/** n8n says no more of a run that it could not begin, as without the right to one of its credentials. */
export const NOT_BEGUN: EndedRun = {
	status: 'new',
	error: "n8n could not begin this run. See n8n's list of executions for the reason.",
};

/**
 * Of a run whose done promise n8n has rejected: it was stopped, or it could not be begun.
 *
 * @param error n8n's; where the run was stopped, with a `reason`
 */
export function endOfRejected(error: unknown): EndedRun {
	const { reason, message } = error as { reason?: unknown; message?: unknown };
	if (reason === undefined)
		return { ...NOT_BEGUN, error: `${NOT_BEGUN.error} (${String(message)})` };
	// What n8n's own end has stopped was cut off; a person or a time limit wanted this run to end.
	return { status: reason === 'shutdown' ? 'crashed' : 'canceled', error: String(message) };
}

/** What comes of a delivery, as its acknowledge mode says. */
export function outcomeOf(
	{ status, error }: EndedRun,
	acknowledge: DeliveryOptions['acknowledge'],
): RunOutcome {
	if (status === 'success' || status === 'waiting') return { kind: 'done' };
	// What was cut off or never begun has not finished, whatever "finished" is to mean.
	const hasFinished = status !== 'crashed' && status !== 'new';
	if (acknowledge === 'executionFinishes' && hasFinished) return { kind: 'done' };
	return { kind: 'failed', error: error ?? `The run ended as "${status}".` };
}
