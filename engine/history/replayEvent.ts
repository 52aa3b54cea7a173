import { isTakenDown } from '../deliveries/attachment.ts';
import { factsOf, storesOf } from '../deliveries/composeItem.ts';
import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import { newDelivery } from '../deliveries/newDelivery.ts';
import { forgetSent } from '../actions/sentActions.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

export type ReplayWish = {
	readonly eventId: string;
	/** n8n's ids; `null` is every workflow that wants the event. */
	readonly workflowIds: readonly string[] | null;
	/** Whether actions that were done for the event, such as mails, are done again. */
	readonly sendAgain: boolean;
	/** Whether only to say which workflows would get it. */
	readonly isPreview?: boolean;
};

export type Replay = {
	/** Workflows that get the event again. */
	readonly workflowIds: readonly string[];
	/** Workflows that still have it, and so do not get it once more. */
	readonly underWay: readonly string[];
};

/**
 * Delivers a stored event once more, to the workflows that are published and want it now, whoever got it
 * when it happened.
 *
 * @returns `null` when there is no such event in the space
 */
export async function replayEvent(
	inbox: Inbox,
	space: string,
	wish: ReplayWish,
): Promise<Replay | null> {
	const nowMs = inbox.now();
	const woken: string[] = [];
	const replay = await inbox.database.db.transaction().execute(async (trx) => {
		const row = await selectEvents(trx)
			.where('event.space', '=', space)
			.where('event.id', '=', wish.eventId)
			.executeTakeFirst();
		if (row === undefined) return null;
		const wanted = await wantedBy(inbox, trx, itemOf(row, { codes: [], includeRaw: false }, 1));
		const chosen = wanted.filter(
			({ workflowId }) => wish.workflowIds?.includes(workflowId) ?? true,
		);
		const open = await trx
			.selectFrom('delivery')
			.select('subscriptionId')
			.where('eventId', '=', row.id)
			.where('status', 'in', ['waiting', 'claimed'])
			.execute();
		const busy = new Set(open.map(({ subscriptionId }) => subscriptionId));
		const free = chosen.filter(({ id }) => !busy.has(id));
		const workflowIds = [...new Set(free.map(({ workflowId }) => workflowId))];
		if (free.length > 0 && !wish.isPreview) {
			woken.push(...free.map(({ id }) => id));
			await trx
				.insertInto('delivery')
				.values(free.map(({ id }) => newDelivery(id, row, row.integrationGuid, nowMs)))
				.execute();
			if (wish.sendAgain) await forgetSent({ db: trx }, row.id, workflowIds);
		}
		const underWay = chosen.filter(({ id }) => busy.has(id)).map(({ workflowId }) => workflowId);
		return { workflowIds, underWay: [...new Set(underWay)] };

		async function wantedBy(
			{ subscriptions }: Inbox,
			db: OpenDatabase['db'],
			item: ReturnType<typeof itemOf>,
		) {
			const { value: version } = await db
				.selectFrom('counter')
				.select('value')
				.where('name', '=', 'subscriptions')
				.executeTakeFirstOrThrow();
			await subscriptions.refresh(db, version, nowMs);
			const facts = factsOf(item);
			const ids = subscriptions
				.candidates(space, item.event.codes, storesOf(item), nowMs)
				.filter(
					(each) =>
						!isTakenDown(each) &&
						(each.includeOwnUpdates || !item.event.isOwnUpdate) &&
						each.matches(facts),
				)
				.map(({ id }) => id);
			if (ids.length === 0) return [];
			return await db
				.selectFrom('subscription')
				.select(['id', 'workflowId'])
				.where('id', 'in', ids)
				.execute();
		}
	});
	if (woken.length > 0) inbox.wake(woken);
	return replay;
}
