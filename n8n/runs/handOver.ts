import { setTimeout } from 'node:timers/promises';
import type { IDataObject, INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { Batch } from '../../engine/deliveries/claimBatches.ts';
import type { EmittedItem } from '../../engine/deliveries/loadItems.ts';
import type { RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { DeliveryOptions } from '../../engine/deliveries/subscription.ts';
import type { RunRecord } from './runQuery.ts';
import type { StatusOfRun } from './statusOfRun.ts';
import {
	CUT_OFF,
	endByStatus,
	endOf,
	endOfRejected,
	NOT_BEGUN,
	OVERTAKEN,
	outcomeOf,
	type EndedRun,
} from './endedRun.ts';
import { isAway } from './isAway.ts';

/** What this n8n knows of its runs. */
export type RunMemory = {
	/** There a worker has the run, and n8n may not get to hear of its end. */
	readonly isQueueMode: boolean;
	readonly statusOfRun: StatusOfRun;
	/** When a run that n8n has not begun, or does not show, counts as lost, in milliseconds. */
	readonly lostAfterMs: number;
	/** When a run counts as lost that n8n has not begun, while runs that came after it have. */
	readonly overtakenAfterMs: number;
	/** Resolves after a time, or at once when the signal is given. */
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** How often n8n is asked for a run whose end it is known not to tell. */
const SOON_MS = 1_000;
/** How often it is asked for a run whose end it might not tell. */
const SELDOM_MS = 30_000;
/** How often it is asked for a run that has probably been lost. */
const OVERTAKEN_MS = 5_000;
/** n8n tells more of an end than its database does, and a moment later. */
const TELLING_MS = 5_000;

const AWAY: RunRecord = { id: '', status: 'unknown', isOvertaken: false };

/**
 * Starts a run, and waits for its end as the acknowledge mode says.
 *
 * n8n tells nothing of a run that it could not begin, nor of one whose key it knows. The first is what it
 * means for a new key. The second is met where a batch is handed over again, for the process that had it is
 * gone: the run has ended, was cut off, or goes on. Then n8n's database is asked.
 */
export async function handOver(
	context: Pick<ITriggerFunctions, 'emit'>,
	{ acknowledge }: Pick<DeliveryOptions, 'acknowledge'>,
	items: readonly EmittedItem[],
	{ key, isHandedOverAgain }: Pick<Batch, 'key' | 'isHandedOverAgain'>,
	memory: RunMemory,
): Promise<RunOutcome> {
	const done = Promise.withResolvers<IRun | undefined>();
	const data = items.map((json): INodeExecutionData => ({ json: json as unknown as IDataObject }));
	context.emit([data], undefined, done as PromiseWithResolvers<IRun>, key);
	if (acknowledge === 'immediately') {
		done.promise.catch(() => {});
		return { kind: 'done' };
	}
	const over = new AbortController();
	const heard = done.promise.then(
		(run) => (run ? endOf(run) : null),
		async (error: unknown) =>
			isAway(error) ? await endOfUncertain(key, error, memory, over.signal) : endOfRejected(error),
	);
	const known = async () => await endOfKnown(key, memory, SOON_MS, over.signal);
	const ended = await Promise.race([
		heard.then(async (end) => end ?? (isHandedOverAgain ? await known() : NOT_BEGUN)),
		...(memory.isQueueMode ? [endOfUntold(key, memory, over.signal)] : []),
	]).finally(() => over.abort());
	return outcomeOf(ended, acknowledge);
}

/** Of a run whose end n8n may tell; if it does, that is quicker and says more. */
async function endOfUntold(key: string, memory: RunMemory, signal: AbortSignal): Promise<EndedRun> {
	await memory.wait(SELDOM_MS, signal);
	const ended = await endOfKnown(key, memory, SELDOM_MS, signal);
	await memory.wait(TELLING_MS, signal);
	return ended;
}

/**
 * Of a run whose beginning failed, for n8n's database or queue was away: nothing has come of it, or it was
 * begun all the same, and only the telling failed.
 */
async function endOfUncertain(
	key: string,
	error: unknown,
	memory: RunMemory,
	signal: AbortSignal,
): Promise<EndedRun> {
	const ask = async () => await memory.statusOfRun(key).catch(() => AWAY);
	let run = await ask();
	while (run === AWAY && !signal.aborted) {
		await memory.wait(SOON_MS, signal);
		run = await ask();
	}
	// Such a run n8n itself has ended as failed before any of its nodes began.
	if (run === null || run.status === 'error') {
		const said = error instanceof Error ? error.message : String(error);
		return { how: 'postponed', error: `n8n's own database or queue was away: ${said}` };
	}
	return await endOfKnown(key, memory, SOON_MS, signal);
}

/** Follows a run to its end. */
async function endOfKnown(
	key: string,
	{ isQueueMode, statusOfRun, lostAfterMs, overtakenAfterMs, wait }: RunMemory,
	everyMs: number,
	signal: AbortSignal,
): Promise<EndedRun> {
	let [unseenMs, overtakenMs] = [0, 0];
	while (!signal.aborted && unseenMs < lostAfterMs) {
		// A database that is away for a moment says nothing about the run.
		const run = await statusOfRun(key).catch(() => AWAY);
		// Without queue mode, what cannot be seen to go on was cut off with its process.
		if (run === null && !isQueueMode) return CUT_OFF;
		const ended = run === null ? undefined : endByStatus(run.status);
		if (ended) return { ...ended, executionId: run!.id };
		// Without queue mode, n8n begins what a kill has left in an order of its own.
		const isOvertaken = isQueueMode && run?.isOvertaken === true;
		if (isOvertaken && overtakenMs >= overtakenAfterMs) return OVERTAKEN;
		const waitMs = isOvertaken ? Math.min(everyMs, OVERTAKEN_MS) : everyMs;
		await wait(waitMs, signal);
		if (run !== AWAY) overtakenMs = isOvertaken ? overtakenMs + waitMs : 0;
		// In queue mode n8n itself sees to it that nothing runs for ever.
		unseenMs = run?.status === 'running' && isQueueMode ? 0 : unseenMs + waitMs;
	}
	return {
		how: 'refused',
		error: `n8n did not begin this run within ${Math.round(lostAfterMs / 60_000)} minutes. It has probably lost it.`,
	};
}

export const wait: RunMemory['wait'] = async (ms, signal) =>
	await setTimeout(ms, undefined, { ref: false, signal }).catch(() => {});
