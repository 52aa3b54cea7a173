import { setTimeout as wait } from 'node:timers/promises';
import type {
	ExecutionStatus,
	IDataObject,
	INodeExecutionData,
	IRun,
	ITriggerFunctions,
} from 'n8n-workflow';
import type { CommerceItem } from '../../core/deliveries/composeItem.ts';
import type { Batch } from '../../core/deliveries/claimBatch.ts';
import type { RunOutcome } from '../../core/deliveries/settleBatch.ts';
import type { DeliveryOptions } from '../../core/deliveries/subscription.ts';
import type { StatusOfRun } from '../../core/n8nRuns/statusOfRun.ts';

/** What is true of n8n's queue mode, where a run can outlive the process that started it, and be lost. */
export type QueueMode = {
	/** When a run of which nothing is heard counts as lost, in milliseconds. */
	readonly lostAfterMs: number;
	/** How n8n remembers the run with a key. */
	readonly statusOfRun: StatusOfRun;
};

type EndedRun = { readonly status: ExecutionStatus; readonly error?: string };

/** n8n says no more of a run that it could not begin, as without the right to one of its credentials. */
const NOT_BEGUN: EndedRun = {
	status: 'new',
	error: 'n8n could not begin this run. Its list of executions says why.',
};

const ENDED: readonly string[] = ['success', 'waiting', 'error', 'crashed', 'canceled'];
const PAUSE_MS = 1_000;

/**
 * Starts a run, and waits for its end as the acknowledge mode says.
 *
 * n8n tells nothing of a run that it could not begin, nor of one whose key it knows. The first is what it
 * means for a new key. The second is met where a batch is handed over again: the process that started its
 * run is gone, and a worker has it, has ended it, or was killed over it. Then n8n's database is asked.
 *
 * @param queueMode `null` without queue mode: there a run ends with its process at the latest
 */
export async function handOver(
	context: Pick<ITriggerFunctions, 'emit'>,
	{ acknowledge }: Pick<DeliveryOptions, 'acknowledge'>,
	items: readonly CommerceItem[],
	{ key, isHandedOverAgain }: Pick<Batch, 'key' | 'isHandedOverAgain'>,
	queueMode: QueueMode | null,
): Promise<RunOutcome> {
	const done = Promise.withResolvers<IRun | undefined>();
	const data = items.map((json): INodeExecutionData => ({ json: json as unknown as IDataObject }));
	context.emit([data], undefined, done as PromiseWithResolvers<IRun>, key);
	if (acknowledge === 'immediately') {
		done.promise.catch(() => {});
		return { kind: 'done' };
	}
	const heard = done.promise.then((run) =>
		run ? endOf(run) : isHandedOverAgain ? undefined : NOT_BEGUN,
	);
	if (queueMode === null) return outcomeOf((await heard) ?? null, acknowledge);

	const { lostAfterMs, statusOfRun } = queueMode;
	const over = new AbortController();
	const { signal } = over;
	const ended = await Promise.race([
		heard.then(async (run) => run ?? (await endOfKnown(key, statusOfRun, signal))),
		wait(lostAfterMs, 'lost' as const, { ref: false, signal }),
	]).finally(() => over.abort());
	if (ended !== 'lost') return outcomeOf(ended, acknowledge);
	return {
		kind: 'failed',
		error: `n8n did not tell within ${Math.round(lostAfterMs / 60_000)} minutes how this run ended. It has probably lost it.`,
	};
}

const endOf = ({ status, data }: IRun): EndedRun => ({
	status,
	...(data.resultData.error && { error: data.resultData.error.message }),
});

/** @returns `null` when n8n does not know the run any more */
async function endOfKnown(
	key: string,
	statusOfRun: StatusOfRun,
	signal: AbortSignal,
): Promise<EndedRun | null> {
	while (!signal.aborted) {
		// A database that is away for a moment says nothing about the run.
		const status = await statusOfRun(key).catch(() => 'unknown');
		if (status === null) return null;
		if (ENDED.includes(status)) return { status: status as ExecutionStatus };
		await wait(PAUSE_MS, undefined, { ref: false });
	}
	return null;
}

function outcomeOf(run: EndedRun | null, acknowledge: DeliveryOptions['acknowledge']): RunOutcome {
	if (run === null || run.status === 'success' || run.status === 'waiting') return { kind: 'done' };
	// What was cut off or never begun has not finished, whatever "finished" is to mean.
	const hasFinished = run.status !== 'crashed' && run.status !== 'new';
	if (acknowledge === 'executionFinishes' && hasFinished) return { kind: 'done' };
	return { kind: 'failed', error: run.error ?? `The run ended as "${run.status}".` };
}
