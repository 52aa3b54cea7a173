import { compileConditions } from '../conditions/compileConditions.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { factsOf, type CommerceItem } from './composeItem.ts';
import { itemOf, selectEvents } from './loadItems.ts';
import type { Subscription } from './subscription.ts';

/** How far back a test in the editor looks. */
export const EVENTS_SEARCHED = 500;

/** The newest stored event that a subscription would have wanted, or `null`. */
export async function lastMatchingEvent(
	{ db }: Pick<OpenDatabase, 'db'>,
	subscription: Omit<Subscription, 'id' | 'workflowId' | 'workflowName' | 'nodeName'>,
): Promise<CommerceItem | null> {
	const { space, entityType, codes, integrations, conditions } = subscription;
	let query = selectEvents(db)
		.where('event.space', '=', space)
		.where('event.entityType', '=', entityType)
		.orderBy('event.receivedAt', 'desc')
		.limit(EVENTS_SEARCHED);
	if (integrations) {
		const guids = [...integrations];
		query = query.where((eb) =>
			eb.or([eb('event.integrationGuid', 'in', guids), eb('event.orderGuid', 'in', guids)]),
		);
	}
	const matches = conditions === null ? () => true : compileConditions(conditions);
	for (const row of await query.execute()) {
		if (row.isOwnUpdate === 1 && !subscription.includeOwnUpdates) continue;
		const item = itemOf(row, subscription, 1);
		if (!item.event.codes.some((code) => codes.includes(code))) continue;
		if (matches(factsOf(item))) return item;
	}
	return null;
}
