import { giveBackLease, isOver, LEASE_MS, seizeLease, type Lease } from '../leases.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { NewRow } from '../state/schema.ts';
import { isGivenUp } from '../inbox/isGivenUp.ts';
import { isTakenDown, withAttachment } from './attachment.ts';
import { bumpSubscriptions } from './bumpSubscriptions.ts';
import { isFresh, isRetry } from './due.ts';
import type { AnySubscription } from './subscription.ts';

/** Editing a workflow and publishing it again detaches it for a moment; within this time nothing is lost. */
export const EDIT_GRACE_MS = 60_000;

/**
 * A workflow has gone live. Of two processes that have it, as in a rolling restart, the later one holds it.
 * One that is being removed, which n8n publishes anew when it starts, gets nothing: what it was to do, another
 * one does by now.
 *
 * @param lease of the subscription: another one each time, for only who holds it may take it down
 * @param isRestart true when n8n started again: everything that is waiting is delivered. False when a
 *   person published: what came while it was unpublished is dropped, unless that was a moment.
 * @returns how many deliveries were dropped
 */
export async function attachSubscription(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	subscription: AnySubscription,
	lease: Lease,
	isRestart: boolean,
	nowMs: number,
	editGraceMs = EDIT_GRACE_MS,
): Promise<number> {
	const { db, dialect } = database;
	const row = toRow(subscription, nowMs);
	return await db.transaction().execute(async (trx) => {
		if (await isGivenUp({ db: trx }, row.workflowId)) return 0;
		if (dialect.locksRows) {
			await trx
				.selectFrom('subscription')
				.select('id')
				.where('id', '=', row.id)
				.forUpdate()
				.execute();
		}
		const before = await withAttachment({ db: trx })
			.select(['lease.holder', 'lease.until'])
			.where('subscription.id', '=', row.id)
			.executeTakeFirst();
		const { id, attachedAt, ...changing } = row;
		// One that was on before n8n started again has been on since then.
		const changed = isRestart ? changing : { ...changing, attachedAt };
		await trx
			.insertInto('subscription')
			.values(row)
			.onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
			.execute();
		await seizeLease({ db: trx }, lease, nowMs);
		await bumpSubscriptions(trx);

		if (isRestart || before === undefined || !isTakenDown(before)) return 0;
		const detachedAt = before.until!;
		if (nowMs - detachedAt <= editGraceMs) return 0;
		const dropped = await trx
			.updateTable('delivery')
			.set({ status: 'dropped', settledAt: nowMs })
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, trx, (deliveries) =>
					deliveries
						.where('subscriptionId', '=', id)
						.where((eb) => eb.or([isFresh, isRetry]))
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
	lease: Lease,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		if (await giveBackLease({ db: trx }, lease, nowMs)) await bumpSubscriptions(trx);
	});
}

/**
 * Takes back the triggers of this process that another one had taken over and has left: its n8n is gone, or
 * has taken them down in order while this one has them still.
 *
 * @param held by the id of the subscription
 */
export async function takeBackSubscriptions(
	{ db }: Pick<OpenDatabase, 'db'>,
	held: ReadonlyMap<string, Lease>,
	nowMs: number,
): Promise<void> {
	const left = await db
		.selectFrom('lease')
		.select(['key', 'holder', 'until'])
		.where('kind', '=', 'subscription')
		.where((eb) => isOver(eb, nowMs))
		.execute();
	for (const { key, holder, until } of left) {
		const mine = held.get(key);
		if (mine === undefined || mine.holder === holder) continue;
		// One that has just been taken down here may still be among those that are held.
		if (Math.abs(nowMs - until!) < LEASE_MS) continue;
		await db.transaction().execute(async (trx) => {
			const { numUpdatedRows } = await trx
				.updateTable('lease')
				.set({ holder: mine.holder, until: nowMs + LEASE_MS })
				.where((eb) => eb.and({ kind: 'subscription', key, until }))
				// As it was read: whoever has attached it since then is right.
				.where('holder', 'is not distinct from', holder)
				.executeTakeFirst();
			if (numUpdatedRows > 0n) await bumpSubscriptions(trx);
		});
	}
}

function toRow(subscription: AnySubscription, nowMs: number): NewRow<'subscription'> {
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
	};
}
