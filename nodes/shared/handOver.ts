import { setTimeout as wait } from 'node:timers/promises';
import type {
	ExecutionStatus,
	IDataObject,
	INodeExecutionData,
	IRun,
	ITriggerFunctions,
} from 'n8n-workflow';
import type { Batch } from '../../core/deliveries/claimBatch.ts';
import type { CommerceItem } from '../../core/deliveries/composeItem.ts';
import type { RunOutcome } from '../../core/deliveries/settleBatch.ts';
import type { DeliveryOptions } from '../../core/deliveries/subscription.ts';
import type { StatusOfRun } from '../../core/n8nRuns/statusOfRun.ts';
import { endOf, endOfRejected, NOT_BEGUN, outcomeOf, type EndedRun } from './endedRun.ts';

/** What is true of n8n's queue mode, where a run can outlive the process that started it, and be lost. */
export type QueueMode = {
	/** When a run of which nothing is heard counts as lost, in milliseconds. */
	readonly lostAfterMs: number;
	/** How n8n remembers the run with a key. */
	readonly statusOfRun: StatusOfRun;
};

/** What n8n does not remember it has done, and forgotten since. */
const FORGOTTEN: EndedRun = { status: 'success' };
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
	const heard = done.promise.then((run) => (run ? endOf(run) : null), endOfRejected);
	if (queueMode === null) return outcomeOf((await heard) ?? NOT_BEGUN, acknowledge);

	const { lostAfterMs, statusOfRun } = queueMode;
	const over = new AbortController();
	const { signal } = over;
	const unheard = async () =>
		isHandedOverAgain ? await endOfKnown(key, statusOfRun, signal) : NOT_BEGUN;
	const ended = await Promise.race([
		heard.then(async (run) => run ?? (await unheard())),
		wait(lostAfterMs, 'lost' as const, { ref: false, signal }),
	]).finally(() => over.abort());
	if (ended !== 'lost') return outcomeOf(ended, acknowledge);
	return {
		kind: 'failed',
		error: `n8n did not tell within ${Math.round(lostAfterMs / 60_000)} minutes how this run ended. It has probably lost it.`,
	};
}

/** Follows a run to its end. */
async function endOfKnown(
	key: string,
	statusOfRun: StatusOfRun,
	signal: AbortSignal,
): Promise<EndedRun> {
	while (!signal.aborted) {
		// A database that is away for a moment says nothing about the run.
		const status = await statusOfRun(key).catch(() => 'unknown');
		if (status === null) return FORGOTTEN;
		if (ENDED.includes(status)) return { status: status as ExecutionStatus };
		await wait(PAUSE_MS, undefined, { ref: false });
	}
	return FORGOTTEN;
}
