import { sql } from 'kysely';
import { fieldsOf } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import { inSlices, slicesOf } from '../state/slices.ts';
import { list, text, type Fields } from '../templates/itemFields.ts';

/** Of one event: an order of hundreds of lines is found by the first of them. */
const MOST_SKUS = 50;
const LONGEST_SKU = 100;
/** Events are read whole, as JSON of some kB each. */
const ROWS = 100;
/** So long the transaction of an event may last: one that came later may be seen before it. */
const LATE_MS = 60_000;

/** Where it is written how far the events have been read. */
const PROGRESS = 'event_sku/event';

/** One way to write an SKU: upper and lower case are the same. */
export const canonicalSku = (sku: string): string =>
	sku.trim().normalize('NFC').toLowerCase().slice(0, LONGEST_SKU);

/** The SKUs that an entity names: of the lines of an order or a shipment, of a product and its variants. */
export function skusOf({ sku, lineItems, variants }: Fields): string[] {
	const named = [sku, ...[...list(lineItems), ...list(variants)].map((line) => line.sku)];
	const found = named.flatMap((each) => text(each) ?? []).map(canonicalSku);
	return [...new Set(found)].slice(0, MOST_SKUS);
}

/**
 * Writes down which SKUs the events name that have come since the last time, in slices. Not when an event is stored:
 * that would make its way a tenth longer (measured), and a hundred of them together cost little more than one.
 *
 * @param mostSlices leaves the rest to the next time
 */
export async function noteSkus(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	nowMs: number,
	mostSlices = Infinity,
): Promise<void> {
	const { position } = await database.db
		.selectFrom('backfill')
		.select('position')
		.where('name', '=', PROGRESS)
		.executeTakeFirstOrThrow();
	let after = position === null ? FIRST : (JSON.parse(position) as Key);
	let slices = 0;
	await inSlices(async () => {
		const keys = await noteSlice(database, after, nowMs);
		after = keys.at(-1) ?? after;
		slices += 1;
		return keys.length === ROWS && slices < mostSlices;
	});
}

type Key = readonly [receivedAt: number, id: string];
const FIRST: Key = [-1, ''];

/** In one transaction: no event goes while its SKUs are written down. */
async function noteSlice(
	{ db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>,
	[receivedAt, id]: Key,
	nowMs: number,
): Promise<Key[]> {
	return await db.transaction().execute(async (trx) => {
		const events = await trx
			.selectFrom('event')
			.select(['id', 'space', 'receivedAt', 'entityJson'])
			.where('receivedAt', '>=', receivedAt)
			.where(sql<boolean>`(received_at, id) > (${receivedAt}, ${id})`)
			.orderBy('receivedAt')
			.orderBy('id')
			.limit(ROWS)
			.execute();
		const isThere = await lockEvents(
			{ db: trx, dialect },
			events.map((event) => event.id),
		);
		const rows = events
			.filter((event) => isThere(event.id))
			.flatMap(({ id: eventId, entityJson, ...event }) =>
				skusOf(fieldsOf(entityJson) ?? {}).map(
					(sku): NewRow<'eventSku'> => ({ ...event, sku, eventId }),
				),
			);
		for (const part of slicesOf(rows)) {
			await trx
				.insertInto('eventSku')
				.values(part)
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		}
		const last = events.findLast((event) => event.receivedAt <= nowMs - LATE_MS);
		if (last !== undefined) {
			await trx
				.updateTable('backfill')
				.set({ position: JSON.stringify([last.receivedAt, last.id]) })
				.where('name', '=', PROGRESS)
				.execute();
		}
		return events.map((event) => [event.receivedAt, event.id] as const);
	});
}

/** Keeps events until the transaction ends. @returns whether one is still there */
async function lockEvents(
	{ db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>,
	ids: readonly string[],
): Promise<(id: string) => boolean> {
	if (!dialect.locksRows || ids.length === 0) return () => true;
	const locked = await db
		.selectFrom('event')
		.select('id')
		.where('id', 'in', ids)
		.orderBy('id')
		.forKeyShare()
		.execute();
	const there = new Set(locked.map(({ id }) => id));
	return (id) => there.has(id);
}
