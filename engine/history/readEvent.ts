import type { CommerceItem } from '../deliveries/composeItem.ts';
import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** What became of an event in one workflow. */
export type EventDelivery = Pick<
	Row<'delivery'>,
	'id' | 'status' | 'attempt' | 'createdAt' | 'dueAt' | 'settledAt' | 'lastError'
> &
	Pick<Row<'subscription'>, 'workflowId' | 'workflowName'>;

/** An event as workflows get it, and its deliveries in their order; `null` when there is none. */
export async function readEvent(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	id: string,
): Promise<{ item: CommerceItem; deliveries: EventDelivery[] } | null> {
	const row = await selectEvents(db)
		.where('event.space', '=', space)
		.where('event.id', '=', id)
		.executeTakeFirst();
	if (row === undefined) return null;
	const deliveries = await db
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
			'subscription.workflowId',
			'subscription.workflowName',
		])
		.where('delivery.eventId', '=', id)
		.where('subscription.space', '=', space)
		.orderBy('delivery.seq')
		.execute();
	return { item: itemOf(row, { codes: [], includeRaw: false }, 1), deliveries };
}
