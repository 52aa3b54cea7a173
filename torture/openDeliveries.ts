import type { OpenDatabase } from '../engine/state/dialects/dialect.ts';

/** What has not been settled yet, in words: of which workflow, how, and why not at the last try. */
export async function openDeliveries({ db }: OpenDatabase): Promise<string[]> {
	const rows = await db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.select([
			'subscription.workflowName',
			'status',
			'attempt',
			'failures',
			'losses',
			'dueAt',
			'lastError',
		])
		.where('status', 'in', ['waiting', 'claimed'])
		.orderBy('seq')
		.limit(5)
		.execute();
	return rows.map(({ workflowName, status, attempt, failures, losses, dueAt, lastError }) => {
		const due = status === 'waiting' ? ` due in ${Math.round((dueAt - Date.now()) / 1_000)} s` : '';
		const why = lastError === null ? '' : ` (${lastError.slice(0, 80)})`;
		return `${workflowName} ${status}${due}, try ${attempt}, ${failures} failed, ${losses} lost${why}`;
	});
}
