import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { bumpSubscriptions } from './bumpSubscriptions.ts';
import { deleteOrphans } from './deleteOrphans.ts';

/** Forgets a workflow that n8n no longer has: what it wanted, what waits for it, and its paused runs. */
export async function forgetWorkflow(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	space: string,
	workflowId: string,
): Promise<void> {
	await forgetTriggers(database, space, workflowId);
	await database.db.transaction().execute(async (trx) => {
		for (const table of ['pause', 'madeWorkflow'] as const) {
			await trx
				.deleteFrom(table)
				.where((eb) => eb.and({ space, workflowId }))
				.execute();
		}
	});
}

/** Forgets what a workflow wanted, and what waits for it. */
export async function forgetTriggers(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	space: string,
	workflowId: string,
): Promise<void> {
	const { db, dialect } = database;
	const subscriptionIds = await db.transaction().execute(async (trx) => {
		let subscriptions = trx
			.selectFrom('subscription')
			.select('id')
			.where((eb) => eb.and({ space, workflowId }))
			.orderBy('id');
		if (dialect.locksRows) subscriptions = subscriptions.forUpdate();
		const ids = (await subscriptions.execute()).map(({ id }) => id);
		if (ids.length > 0) {
			await trx.deleteFrom('subscription').where('id', 'in', ids).execute();
			await trx
				.deleteFrom('lease')
				.where('kind', '=', 'subscription')
				.where('key', 'in', ids)
				.execute();
			await bumpSubscriptions(trx);
		}
		return ids;
	});
	if (subscriptionIds.length > 0) await deleteOrphans(database);
}
