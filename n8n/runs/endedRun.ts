import type { IRun } from 'n8n-workflow';
import type { RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { DeliveryOptions } from '../../engine/deliveries/subscription.ts';

/** What became of a run. */
export type EndedRun = {
	/**
	 * - `succeeded`: also where it waits for something
	 * - `failed`: one of its nodes has
	 * - `stopped`: by a person or a time limit
	 * - `cutOff`: n8n itself came to an end over it
	 * - `refused`: n8n could not do it: its credential was not to be used, its worker was gone
	 * - `postponed`: n8n could not do it, for its own database or queue was away
	 */
	readonly how: 'succeeded' | 'failed' | 'stopped' | 'cutOff' | 'refused' | 'postponed';
	readonly error?: string;
	/** The node that failed, where n8n tells it. */
	readonly node?: string | undefined;
	/** n8n's id of the run, where it had to be asked for the end of it. */
	readonly executionId?: string | undefined;
};

/** n8n says no more of a run that it could not begin, as without the right to one of its credentials. */
export const NOT_BEGUN: EndedRun = {
	how: 'refused',
	error: "n8n could not begin this run. See n8n's list of executions for the reason.",
};
export const CUT_OFF: EndedRun = {
	how: 'cutOff',
	error: "n8n stopped while this event's run was under way.",
};
/** As where n8n's database went away between the creation of a run and its being queued. */
export const OVERTAKEN: EndedRun = {
	how: 'cutOff',
	error: 'n8n has lost this run: it did not begin it, while runs that came after it have ended.',
};

const SUCCEEDED: EndedRun = { how: 'succeeded' };
const ENDS: Readonly<Record<string, EndedRun>> = {
	success: SUCCEEDED,
	waiting: SUCCEEDED,
	error: { how: 'failed', error: 'The run ended with an error.' },
	// What a person stops is told at once; this was stopped by the end of n8n.
	canceled: CUT_OFF,
	crashed: CUT_OFF,
};

/** Of a run that n8n has only kept a status of; `undefined` while it has not ended. */
export const endByStatus = (status: string): EndedRun | undefined => ENDS[status];

/** Of a run with an end that n8n tells. */
export function endOf({ status, data: { resultData } }: IRun): EndedRun {
	if (status === 'success' || status === 'waiting') return SUCCEEDED;
	const error = resultData.error?.message ?? `The run ended as "${status}".`;
	if (status === 'crashed') return { how: 'cutOff', error };
	if (status === 'canceled') return { how: 'stopped', error };
	// An error that no node has met: so ends the run of a worker that was killed, or could not read it.
	const node = resultData.lastNodeExecuted;
	return { how: node === undefined ? 'refused' : 'failed', error, node };
}

/**
 * Of a run whose done promise n8n has rejected: it was stopped, or it could not be begun.
 *
 * @param error n8n's; where the run was stopped, with a `reason`
 */
export function endOfRejected(error: unknown): EndedRun {
	const { reason, message } = error as { reason?: unknown; message?: unknown };
	if (reason === undefined) {
		return { ...NOT_BEGUN, error: `${NOT_BEGUN.error} (${String(message)})` };
	}
	return { how: reason === 'shutdown' ? 'cutOff' : 'stopped', error: String(message) };
}

/** What comes of a delivery, as its acknowledge mode says. */
export function outcomeOf(
	{ how, error = '', node, executionId }: EndedRun,
	acknowledge: DeliveryOptions['acknowledge'],
): RunOutcome {
	const run = executionId === undefined ? {} : { executionId };
	if (how === 'succeeded') return { kind: 'done', ...run };
	if (how === 'cutOff') return { kind: 'lost', error, ...run };
	if (how === 'postponed') return { kind: 'postponed', error, ...run };
	// What was refused has not finished, whatever "finished" is to mean.
	const hasFinished = how !== 'refused';
	if (acknowledge === 'executionFinishes' && hasFinished) return { kind: 'done', ...run };
	return { kind: 'failed', error, node, ...run, ...(!hasFinished && { isRefused: true }) };
}
