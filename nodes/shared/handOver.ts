import type { IDataObject, INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { CommerceItem } from '../../core/deliveries/composeItem.ts';
import type { RunOutcome } from '../../core/deliveries/settleBatch.ts';
import type { DeliveryOptions } from '../../core/deliveries/subscription.ts';

/**
 * Starts a run, and waits for its end as the acknowledge mode says.
 *
 * @param lostAfterMs when a run of which nothing is heard counts as lost; `null` is never. In queue mode
 *   n8n can lose one: with its database gone between creating and queueing an execution, it neither
 *   runs it nor tells.
 */
export async function handOver(
	context: Pick<ITriggerFunctions, 'emit'>,
	{ acknowledge }: Pick<DeliveryOptions, 'acknowledge'>,
	items: readonly CommerceItem[],
	key: string,
	lostAfterMs: number | null,
): Promise<RunOutcome> {
	const done = Promise.withResolvers<IRun>();
	const data = items.map((json): INodeExecutionData => ({ json: json as unknown as IDataObject }));
	context.emit([data], undefined, done, key);
	if (acknowledge === 'immediately') {
		done.promise.catch(() => {});
		return { kind: 'done' };
	}
	// Nothing comes back when n8n refuses the key: a run with it exists, and is n8n's to finish.
	const run = (await within(lostAfterMs, done.promise)) as IRun | undefined | 'lost';
	if (run === 'lost') {
		return {
			kind: 'failed',
			error: `n8n did not tell within ${Math.round(lostAfterMs! / 60_000)} minutes how this run ended. It has probably lost it.`,
		};
	}
	if (acknowledge === 'executionFinishes' || !run) return { kind: 'done' };
	const { status, data: result } = run;
	if (status === 'success' || status === 'waiting') return { kind: 'done' };
	return {
		kind: 'failed',
		error: result.resultData.error?.message ?? `The run ended as "${status}".`,
	};
}

async function within<T>(limitMs: number | null, promise: Promise<T>): Promise<T | 'lost'> {
	if (limitMs === null) return await promise;
	const limit = Promise.withResolvers<'lost'>();
	const timer = setTimeout(() => limit.resolve('lost'), limitMs);
	timer.unref();
	try {
		return await Promise.race([promise, limit.promise]);
	} finally {
		clearTimeout(timer);
	}
}
