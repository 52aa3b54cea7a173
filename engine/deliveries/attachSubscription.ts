import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { NewRow } from '../state/schema.ts';
import { isRetired } from '../inbox/retired.ts';
import { bumpSubscriptions } from './bumpSubscriptions.ts';
import type { Subscription } from './subscription.ts';

/** Editing a workflow and publishing it again detaches it for a moment; within this time nothing is lost. */
export const EDIT_GRACE_MS = 60_000;

/**
 * A workflow has gone live. Of two processes that have it, as in a rolling restart, the later one holds it.
 * One that is being removed, which n8n publishes anew when it starts, gets nothing: what it was to do, another
 * one does by now.
 *
 * @param heldBy another one each time: only who holds the subscription may detach it
 * @param isRestart true when n8n started again: everything that is waiting is delivered. False when a
 *   person published: what came while it was unpublished is dropped, unless that was a moment.
 * @returns how many deliveries were dropped
 */
export async function attachSubscription(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	subscription: Subscription,
	heldBy: string,
	isRestart: boolean,
	nowMs: number,
	editGraceMs = EDIT_GRACE_MS,
): Promise<number> {
	const { db, dialect } = database;
	const row = toRow(subscription, heldBy, nowMs);
	return await db.transaction().execute(async (trx) => {
		if (await isRetired({ db: trx }, row.workflowId)) return 0;
		let query = trx.selectFrom('subscription').selectAll().where('id', '=', row.id);
		if (dialect.locksRows) query = query.forUpdate();
		const known = await query.executeTakeFirst();
		const { id, ...changing } = row;
		await trx
			.insertInto('subscription')
			.values(row)
			.onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
			.execute();
		const { attachedAt, seenAt, ...wanted } = changing;

		const isSame =
			known !== undefined &&
			Object.entries(wanted).every(([key, value]) => known[key as keyof typeof known] === value);
		if (!isSame) await bumpSubscriptions(trx);

		const detachedAt = known?.detachedAt ?? null;
		if (isRestart || detachedAt === null || nowMs - detachedAt <= editGraceMs) return 0;
		const dropped = await trx
			.updateTable('delivery')
			.set({ status: 'dropped', settledAt: nowMs })
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, trx, (deliveries) =>
					deliveries
						.where('subscriptionId', '=', id)
						.where('status', '=', 'waiting')
						.where('createdAt', '>=', detachedAt),
				),
			)
			.executeTakeFirst();
		return Number(dropped.numUpdatedRows);
	});
}

/**
 * A workflow is no longer live: unpublished, or n8n is stopping. Which of the two shows only when it is
 * attached again, so the subscription is kept and goes on collecting. A process that is stopped after
 * another has taken the workflow over changes nothing.
 */
export async function detachSubscription(
	{ db }: Pick<OpenDatabase, 'db'>,
	id: string,
	heldBy: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('subscription')
			.set({ detachedAt: nowMs, heldBy: null, seenAt: nowMs })
			.where((eb) => eb.and({ id, heldBy }))
			.executeTakeFirst();
		if (numUpdatedRows > 0n) await bumpSubscriptions(trx);
	});
}

function toRow(subscription: Subscription, heldBy: string, nowMs: number): NewRow<'subscription'> {
	const { id, space, workflowId, workflowName, nodeName, entityType } = subscription;
	return {
		id,
		space,
		workflowId,
		workflowName,
		nodeName,
		entityType,
		codesJson: JSON.stringify(subscription.codes),
		integrationsJson: subscription.integrations && JSON.stringify(subscription.integrations),
		conditionsJson: subscription.conditions && JSON.stringify(subscription.conditions),
		includeRaw: Number(subscription.includeRaw),
		includeOwnUpdates: Number(subscription.includeOwnUpdates),
		attachedAt: nowMs,
		detachedAt: null,
		heldBy,
		seenAt: nowMs,
	};
}
