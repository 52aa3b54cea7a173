import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import type { Subscription } from './subscription.ts';

/** Editing a workflow and publishing it again detaches it for a moment; within this time nothing is lost. */
export const EDIT_GRACE_MS = 60_000;

/**
 * A workflow has gone live.
 *
 * @param isRestart true when n8n started again: everything that is waiting is delivered. False when a
 *   person published: what came while it was unpublished is dropped, unless that was a moment.
 * @returns how many deliveries were dropped
 */
export async function attachSubscription(
	{ db }: Pick<OpenDatabase, 'db'>,
	subscription: Subscription,
	isRestart: boolean,
	nowMs: number,
	editGraceMs = EDIT_GRACE_MS,
): Promise<number> {
	const row = toRow(subscription, nowMs);
	return await db.transaction().execute(async (trx) => {
		const known = await trx
			.selectFrom('subscription')
			.selectAll()
			.where('id', '=', row.id)
			.executeTakeFirst();
		const { id, attachedAt, ...wanted } = row;
		await trx
			.insertInto('subscription')
			.values(row)
			.onConflict((conflict) => conflict.column('id').doUpdateSet({ ...wanted, attachedAt }))
			.execute();

		const isSame =
			known !== undefined &&
			Object.entries(wanted).every(([key, value]) => known[key as keyof typeof known] === value);
		if (!isSame) await bumpVersion(trx);

		const detachedAt = known?.detachedAt ?? null;
		if (isRestart || detachedAt === null || nowMs - detachedAt <= editGraceMs) return 0;
		const dropped = await trx
			.updateTable('delivery')
			.set({ status: 'dropped', settledAt: nowMs })
			.where('subscriptionId', '=', id)
			.where('status', '=', 'waiting')
			.where('createdAt', '>=', detachedAt)
			.executeTakeFirst();
		return Number(dropped.numUpdatedRows);
	});
}

/**
 * A workflow is no longer live: unpublished, or n8n is stopping. Which of the two shows only when it is
 * attached again, so the subscription is kept and goes on collecting.
 */
export async function detachSubscription(
	{ db }: Pick<OpenDatabase, 'db'>,
	id: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		await trx.updateTable('subscription').set({ detachedAt: nowMs }).where('id', '=', id).execute();
		await bumpVersion(trx);
	});
}

/** Tells every process that its copy of the subscriptions is old. */
async function bumpVersion(trx: OpenDatabase['db']): Promise<void> {
	await trx
		.updateTable('counter')
		.set((eb) => ({ value: eb('value', '+', 1) }))
		.where('name', '=', 'subscriptions')
		.execute();
}

function toRow(subscription: Subscription, nowMs: number): NewRow<'subscription'> {
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
	};
}
