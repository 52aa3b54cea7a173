import { attemptsIn, type Attempt } from '../deliveries/attempts.ts';
import type { CommerceItem } from '../deliveries/composeItem.ts';
import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { explainEvent, type Verdict } from './explainEvent.ts';

const MOST_ACTIONS = 500;

/** What became of an event in one workflow. */
export type EventDelivery = Pick<
	Row<'delivery'>,
	'id' | 'status' | 'attempt' | 'createdAt' | 'dueAt' | 'settledAt' | 'lastError'
> &
	Pick<Row<'subscription'>, 'workflowId' | 'workflowName'> & {
		/** Those that have ended, the first one first. */
		readonly attempts: readonly Attempt[];
	};

/** An event, and what became of it. */
export type EventHistory = {
	readonly item: CommerceItem;
	readonly deliveries: readonly EventDelivery[];
	readonly actions: ReadonlyArray<Row<'actionOutcome'>>;
	readonly notStarted: readonly Verdict[];
	/** Of the catch-up that it was made for. */
	readonly catchUpId: string | null;
};

/**
 * An event as workflows get it, its deliveries and actions in their order, and why other triggers did not start; `null` when
 * there is none.
 */
export async function readEvent(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	id: string,
): Promise<EventHistory | null> {
	const row = await selectEvents(db)
		.where('event.space', '=', space)
		.where('event.id', '=', id)
		.executeTakeFirst();
	if (row === undefined) return null;
	const rows = await db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.select([
			'delivery.id',
			'delivery.status',
			'delivery.attempt',
			'delivery.createdAt',
			'delivery.dueAt',
			'delivery.settledAt',
			'delivery.lastError',
			'delivery.attemptsText',
			'delivery.subscriptionId',
			'subscription.workflowId',
			'subscription.workflowName',
		])
		.where('delivery.eventId', '=', id)
		.where('subscription.space', '=', space)
		.orderBy('delivery.seq')
		.execute();
	const actions = await db
		.selectFrom('actionOutcome')
		.selectAll()
		.where('eventId', '=', id)
		.orderBy('at')
		.limit(MOST_ACTIONS)
		.execute();
	const item = itemOf(row, { codes: [], includeRaw: false }, 1);
	const delivered = new Set(rows.map(({ subscriptionId }) => subscriptionId));
	return {
		item,
		deliveries: rows.map(({ attemptsText, subscriptionId: _, ...delivery }) => ({
			...delivery,
			attempts: attemptsIn(attemptsText),
		})),
		actions,
		// Of a catch-up, no other trigger was asked.
		notStarted: row.catchUpId ? [] : await explainEvent({ db }, space, item, delivered),
		catchUpId: row.catchUpId,
	};
}
