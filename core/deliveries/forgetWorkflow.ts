import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Forgets a workflow that n8n no longer has: what it wanted, what waits for it, and its paused runs. */
export async function forgetWorkflow(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	workflowId: string,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const subscriptions = trx
			.selectFrom('subscription')
			.select('id')
			.where((eb) => eb.and({ space, workflowId }));
		await trx.deleteFrom('delivery').where('subscriptionId', 'in', subscriptions).execute();
		await trx
			.deleteFrom('subscription')
			.where((eb) => eb.and({ space, workflowId }))
			.execute();
		await trx
			.deleteFrom('pause')
			.where((eb) => eb.and({ space, workflowId }))
			.execute();
		await trx
			.updateTable('counter')
			.set((eb) => ({ value: eb('value', '+', 1) }))
			.where('name', '=', 'subscriptions')
			.execute();
	});
}
