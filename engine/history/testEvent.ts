import { explainConditions } from '../conditions/explainConditions.ts';
import { factsOf, type CommerceItem } from '../deliveries/composeItem.ts';
import { lastMatchingEvent, EVENTS_SEARCHED } from '../deliveries/lastMatchingEvent.ts';
import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import type { Subscription } from '../deliveries/subscription.ts';
import { orderKey } from '../parcels/orderKey.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { aboutEvent } from './aboutEvent.ts';
import { dryRun } from './dryRun.ts';
import { safeText } from './safeText.ts';

/** With which stored event somebody tries a trigger: its id, or the number of its order as a person writes it. */
export type ChosenEvent =
	| { readonly by: 'last' }
	| { readonly by: 'id'; readonly id: string }
	| { readonly by: 'number'; readonly number: string };

/** What a trigger is tried with; or why there is nothing, in a sentence for the merchant. */
export type TestEvent = { readonly item: CommerceItem } | { readonly problem: string };

type Tried = Omit<Subscription, 'id' | 'workflowId' | 'workflowName' | 'nodeName'>;
type Database = Pick<OpenDatabase, 'db'>;

/** Shops use numbers again, and several shops have the same. */
const MOST_ORDERS = 10;
const MOST_EVENTS = 200;
const LONGEST_NAME = 100;

/**
 * The stored event that somebody tries a trigger with. One that was chosen is taken whether or not it would have
 * started the workflow.
 */
export async function testEvent(
	database: Database,
	subscription: Tried,
	chosen: ChosenEvent,
): Promise<TestEvent> {
	if (chosen.by === 'last') {
		const item = await lastMatchingEvent(database, subscription);
		return item ? { item } : { problem: await whyNone(database, subscription) };
	}
	const rows =
		chosen.by === 'id'
			? await ofType(database, subscription).where('event.id', '=', chosen.id).execute()
			: await ofNumber(database, subscription, chosen.number);
	const items = rows.map((row) => itemOf(row, subscription, 1));
	const isWanted = ({ event }: CommerceItem) =>
		event.codes.some((code) => subscription.codes.includes(code));
	const item = items.find(isWanted) ?? items[0];
	if (item !== undefined) return { item };
	return {
		problem:
			chosen.by === 'id'
				? 'The chosen event is no longer stored: events are kept for two weeks'
				: `No stored event is about an order with the number "${chosen.number.slice(0, 40)}": events are kept for two weeks`,
	};
}

/** The newest first. */
const ofType = ({ db }: Database, { space, entityType }: Tried) =>
	selectEvents(db)
		.where('event.space', '=', space)
		.where('event.entityType', '=', entityType)
		.orderBy('event.receivedAt', 'desc')
		.orderBy('event.id', 'desc');

async function ofNumber(database: Database, subscription: Tried, number: string) {
	const key = orderKey(number);
	if (key === null) return [];
	const { integrations, space } = subscription;
	let known = database.db
		.selectFrom('snapshot')
		.innerJoin('integration', 'integration.guid', 'snapshot.integrationGuid')
		.select(['snapshot.integrationGuid', 'snapshot.entityId'])
		.where('snapshot.orderKey', '=', key)
		.where('snapshot.entityType', '=', 'Order')
		.where('integration.space', '=', space)
		.orderBy('snapshot.changedAt', 'desc')
		.limit(MOST_ORDERS);
	if (integrations !== null) {
		known = known.where('snapshot.integrationGuid', 'in', [...integrations]);
	}
	const orders = await known.execute();
	if (orders.length === 0) return [];
	return await ofType(database, subscription)
		.where(({ or, and }) =>
			or(
				orders.map(({ integrationGuid, entityId }) =>
					and({ 'event.integrationGuid': integrationGuid, 'event.entityId': entityId }),
				),
			),
		)
		.limit(MOST_EVENTS)
		.execute();
}

/** Why no stored event would have started a trigger: what was looked at, and what the last one lacked. */
async function whyNone(database: Database, { space, ...trigger }: Tried): Promise<string> {
	const { entityType, conditions, codes } = trigger;
	const type = entityType.toLowerCase();
	const found = await dryRun(database, space, [trigger], { last: EVENTS_SEARCHED });
	if (found.length === 0) {
		return `No event of ${articleOf(type)} ${type} is stored yet. Change something in the shop, or try it with a made-up sample`;
	}
	const only = (code: string) =>
		found.filter(({ reasons }) => reasons.every((reason) => reason.code === code));
	const unfulfilled = conditions === null ? [] : only('conditions');
	const last = unfulfilled[0] ?? found[0]!;
	// The name of a customer's event is the address, which has no place in n8n's log.
	const about = (entityType === 'Customer' ? null : aboutEvent(last.row)) ?? last.row.entityId;
	const named = safeText(about, LONGEST_NAME);
	if (unfulfilled.length === 0) {
		const reasons = last.reasons.map(({ text }) => text).join(' ');
		return `No stored ${type} is what this trigger starts on: ${found.length} looked at; the last was ${named}. ${reasons}`;
	}
	const item = itemOf(last.row, { codes, includeRaw: false }, 1);
	const lacking = explainConditions(conditions!, entityType)(factsOf(item));
	const failed = lacking.map(({ text }) => text).join('; and on ');
	return `No stored ${type} fulfils the conditions: ${unfulfilled.length} looked at; the last, ${named}, failed on ${failed}`;
}

const articleOf = (type: string) => (type === 'order' ? 'an' : 'a');
