import type { CommerceItem } from '../deliveries/composeItem.ts';
import { itemOf } from '../deliveries/loadItems.ts';
import type { Subscription } from '../deliveries/subscription.ts';
import { orderKey } from '../parcels/orderKey.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, number, text } from '../templates/itemFields.ts';
import { aboutEvent } from './aboutEvent.ts';
import { reasonsNotToStart, type WantedEvents } from './explainEvent.ts';
import { cursorOf, keysetOf } from './keysetCursor.ts';
import { listEvents } from './listEvents.ts';

/** Which events are listed for somebody who tries a trigger. */
export type WantedTestEvents = Pick<Subscription, 'space' | 'entityType' | 'integrations'> & {
	/** `null` where the form is not finished: then it is not known which events would start the workflow. */
	readonly trigger: WantedEvents | null;
	/** Words that all have to be in the number, the customer, the total or the like; `#1001` is that number, `2026-03` a month. */
	readonly search: string;
	/** Where to go on, as an answer before has said. */
	readonly cursor: string | null;
};

/** A stored event, as a person recognises it. */
export type ListedTestEvent = {
	readonly id: string;
	readonly about: string;
	/** First name and initial: what is chosen is kept in the workflow, which is no place for a whole name. */
	readonly customer: string | null;
	readonly total: string | null;
	readonly happened: string;
	/** Epoch milliseconds. */
	readonly receivedAt: number;
	readonly wouldStart: boolean | null;
};

const PAGE_EVENTS = 50;
const MOST_LISTED = 25;
/** A word that few events have is looked for in so many; the list then goes on where it ended. */
const MOST_LOOKED_AT = 1_000;
const LONGEST_SEARCH = 100;

/** The last events of a type, the newest first, for a list to choose from. */
export async function listTestEvents(
	database: Pick<OpenDatabase, 'db'>,
	{ space, entityType, integrations, trigger, search, cursor }: WantedTestEvents,
): Promise<{ readonly events: readonly ListedTestEvent[]; readonly cursor: string | null }> {
	const wanted = search.slice(0, LONGEST_SEARCH).toLowerCase().split(/\s+/).filter(Boolean);
	const reasonsOf = trigger && reasonsNotToStart(trigger);
	const events: ListedTestEvent[] = [];
	let after = cursor === null ? null : keysetOf(cursor);
	for (let looked = 0; looked < MOST_LOOKED_AT; looked += PAGE_EVENTS) {
		const page = await listEvents(database, space, { entityType }, { limit: PAGE_EVENTS, after });
		for (const row of page.rows) {
			const isOfAnother = integrations !== null && !integrations.includes(row.integrationGuid);
			if (isOfAnother || row.catchUpId !== null) continue;
			const item = itemOf(row, { codes: trigger?.codes ?? [], includeRaw: false }, 1);
			const { words: said, ...seen } = seenIn(item, row);
			const found = said.join(' ').toLowerCase();
			const isFound = (word: string) =>
				word.startsWith('#')
					? orderKey(seen.about) === orderKey(word)
					: found.includes(word) || item.event.receivedAt.startsWith(word);
			if (!wanted.every(isFound)) continue;
			const wouldStart = reasonsOf && reasonsOf(item).length === 0;
			events.push({ id: row.id, ...seen, receivedAt: row.receivedAt, wouldStart });
			if (events.length === MOST_LISTED) {
				return { events, cursor: cursorOf({ at: row.receivedAt, id: row.id }) };
			}
		}
		after = page.nextCursor === null ? null : keysetOf(page.nextCursor);
		if (after === null) break;
	}
	return { events, cursor: after && cursorOf(after) };
}

type Seen = Pick<ListedTestEvent, 'about' | 'customer' | 'total' | 'happened'>;

/** What of an event a person recognises it by, and the words in which it is found. */
function seenIn(
	item: CommerceItem,
	row: Awaited<ReturnType<typeof listEvents>>['rows'][number],
): Seen & { readonly words: readonly string[] } {
	const { event, integration } = item;
	const entity = fields(item[event.entityType.toLowerCase()]);
	const isCustomer = event.entityType === 'Customer';
	const person = isCustomer ? entity : (fields(item.customer) ?? fields(entity?.customer));
	const [first = null, last = null] = [person?.firstName, person?.lastName].map(text);
	// The name of a customer's event is the address.
	const about = (isCustomer ? null : aboutEvent(row)) ?? row.entityId;
	const amount = number(entity?.total);
	const currency = text(entity?.currency) ?? '';
	const total = amount === null ? null : `${amount.toFixed(2)} ${currency}`.trim();
	const told = [first, last, total, amount, person?.email, entity?.trackingNumber, entity?.sku];
	const always = [about, row.entityId, event.name, integration.name];
	return {
		about,
		customer: [first, last && `${last.slice(0, 1)}.`].filter(Boolean).join(' ') || null,
		total,
		happened: event.name,
		words: [...always, ...told.map(text).filter((word) => word !== null)],
	};
}
