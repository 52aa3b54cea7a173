import { z } from 'zod/v4';
import { selectEvents } from '../deliveries/loadItems.ts';
import type { TriggerCode } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { inSlices } from '../state/slices.ts';
import { together } from '../state/together.ts';

type Database = Pick<OpenDatabase, 'db' | 'dialect'>;

/** After which event a page begins. The id tells whether the state is still the one that has numbered it. */
export type FeedCursor = { readonly number: number; readonly id: string };

/** Which events; what is absent does not matter. */
export type FeedFilter = {
	readonly entityType?: EntityType | undefined;
	readonly code?: TriggerCode | undefined;
	readonly integrationGuid?: string | undefined;
};

/** How many events are numbered at once, and looked at at once. */
const ROWS = 250;
/** What fits few events is looked for in so many of them for a page. */
export const MOST_LOOKED_AT = 5_000;
/** So many times `ROWS` events are numbered for a page: the rest, as after an upgrade, is for the next ones. */
const MOST_SLICES = 2;

const schema = z.tuple([z.int().min(0), z.string().max(100)]);

/** An opaque text for a client; `feedCursorOf` reads it. */
export const cursorText = ({ number, id }: FeedCursor): string =>
	Buffer.from(JSON.stringify([number, id])).toString('base64url');

/** @returns `null` for a text that no page of the feed has given */
export function feedCursorOf(text: string): FeedCursor | null {
	try {
		const [number, id] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
		return { number, id };
	} catch {
		return null;
	}
}

/** Thrown where it is not certain that a page would begin with the event that comes next. */
export class LostPlace extends Error {
	override readonly name = 'LostPlace';
}

/**
 * One page of the feed of a space: the events in the order in which they were stored, those of a catch-up left out. A
 * page may hold fewer than there are: as long as `next` is another cursor than `after`, there may be more.
 *
 * @param after `start` is before the oldest one from which on all are kept, `now` after the newest
 * @throws LostPlace where events after the cursor are no longer kept, or the state has never given it
 */
export async function readFeed(
	database: Database,
	space: string,
	after: FeedCursor | 'start' | 'now',
	filter: FeedFilter,
	limit: number,
) {
	const { db } = database;
	await numberEvents(database, space, after === 'now' ? Infinity : MOST_SLICES);
	if (after === 'now') {
		const { last } = await feedOf(db, space);
		return { rows: [], next: { number: last, id: (await numbered(db, space, last)) ?? '' } };
	}
	const begin = after === 'start' ? { number: (await feedOf(db, space)).removed, id: '' } : after;
	const { ids, next } = await look(db, space, begin, filter, limit);
	const rows =
		ids.length === 0
			? []
			: await selectEvents(db).where('event.id', 'in', ids).orderBy('event.feedNumber').execute();
	// Asked when the events have been read: what is removed from then on was not to be read any more.
	await requirePlace(db, space, begin);
	return { rows, next };
}

async function look(
	db: OpenDatabase['db'],
	space: string,
	begin: FeedCursor,
	{ entityType, code, integrationGuid }: FeedFilter,
	limit: number,
): Promise<{ ids: string[]; next: FeedCursor }> {
	const ids: string[] = [];
	let next = begin;
	let lookedAt = 0;
	await inSlices(async () => {
		const events = await db
			.selectFrom('event')
			.select(['id', 'feedNumber', 'entityType', 'codesJson', 'integrationGuid', 'catchUpId'])
			.where('space', '=', space)
			.where('feedNumber', '>', next.number)
			.orderBy('feedNumber')
			.limit(ROWS)
			.execute();
		for (const event of events) {
			const isWanted =
				event.catchUpId === null &&
				(entityType === undefined || event.entityType === entityType) &&
				(code === undefined || event.codesJson.includes(`"${code}"`)) &&
				(integrationGuid === undefined || event.integrationGuid === integrationGuid);
			if (isWanted) ids.push(event.id);
			next = { number: event.feedNumber!, id: event.id };
			if (ids.length === limit) return false;
		}
		lookedAt += events.length;
		return events.length === ROWS && lookedAt < MOST_LOOKED_AT;
	});
	return { ids, next };
}

async function requirePlace(
	db: OpenDatabase['db'],
	space: string,
	{ number, id }: FeedCursor,
): Promise<void> {
	const { last, removed } = await feedOf(db, space);
	if (number < removed) throw new LostPlace('Events after this cursor are no longer kept.');
	const there = await numbered(db, space, number);
	const isOther = id !== '' && there !== null && there !== id;
	if (number > last || isOther) {
		throw new LostPlace(
			'This cursor was not given by this state database: another one, or an older copy of it, is in use since.',
		);
	}
}

/** @returns the id of the event that has a number; `null` where there is none any more */
async function numbered(
	db: OpenDatabase['db'],
	space: string,
	number: number,
): Promise<string | null> {
	const event = await db
		.selectFrom('event')
		.select('id')
		.where('space', '=', space)
		.where('feedNumber', '=', number)
		.executeTakeFirst();
	return event?.id ?? null;
}

async function feedOf(db: OpenDatabase['db'], space: string) {
	const feed = await db
		.selectFrom('eventFeed')
		.select(['last', 'removed'])
		.where('space', '=', space)
		.executeTakeFirst();
	return feed ?? { last: 0, removed: 0 };
}

/**
 * Gives the events of a space that were stored since the last time their numbers, in the order in which they were
 * stored. One at a time does so: who sees a number sees all that are lower.
 *
 * @param mostSlices leaves the rest to the next time
 */
export async function numberEvents(
	database: Database,
	space: string,
	mostSlices = Infinity,
): Promise<void> {
	let slices = 0;
	await inSlices(async () => {
		const unnumbered = await firstUnnumbered(database, database.db, space, 1);
		if (unnumbered.length === 0) return false;
		slices += 1;
		return (await numberSlice(database, space)) === ROWS && slices < mostSlices;
	});
}

/** Of all spaces: an event is removed only once it has a number. */
export async function numberAllEvents(database: Database): Promise<void> {
	const spaces = await database.db.selectFrom('integration').select('space').distinct().execute();
	for (const { space } of spaces) await numberEvents(database, space);
}

/** That events have been kept long enough: a cursor before one of them has lost its place. */
export async function noteRemoved(
	trx: OpenDatabase['db'],
	events: ReadonlyArray<{ readonly space: string; readonly feedNumber: number | null }>,
): Promise<void> {
	const spaces = Map.groupBy(events, (event) => event.space);
	for (const space of [...spaces.keys()].sort()) {
		const removed = Math.max(...spaces.get(space)!.map(({ feedNumber }) => feedNumber ?? 0));
		await trx
			.updateTable('eventFeed')
			.set({ removed })
			.where('space', '=', space)
			.where('removed', '<', removed)
			.execute();
	}
}

/** @returns how many got one */
async function numberSlice(database: Database, space: string): Promise<number> {
	const { db, dialect } = database;
	return await db.transaction().execute(async (trx) => {
		await trx
			.insertInto('eventFeed')
			.values({ space, last: 0, removed: 0 })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		let feed = trx.selectFrom('eventFeed').select('last').where('space', '=', space);
		if (dialect.locksRows) feed = feed.forUpdate();
		const { last } = await feed.executeTakeFirstOrThrow();
		// Read when the others are kept out: else one that they have numbered would get another number.
		const ids = await firstUnnumbered(database, trx, space, ROWS);
		const free = await freeOnes(database, trx, ids);
		if (free.length === 0) return 0;
		// One by one: given a list of them, SQLite reads the whole table.
		await together(
			trx,
			free.map((id, index) =>
				trx
					.updateTable('event')
					.set({ feedNumber: last + 1 + index })
					.where('id', '=', id),
			),
		);
		await trx
			.updateTable('eventFeed')
			.set({ last: last + free.length })
			.where('space', '=', space)
			.execute();
		return free.length;
	});
}

async function firstUnnumbered(
	{ dialect }: Pick<Database, 'dialect'>,
	db: OpenDatabase['db'],
	space: string,
	limit: number,
): Promise<string[]> {
	const rows = await db
		.selectFrom('event')
		.select('id')
		.where('space', '=', space)
		.where('feedNumber', 'is', null)
		.orderBy(dialect.storedOrder)
		.limit(limit)
		.execute();
	return rows.map(({ id }) => id);
}

/** Up to the first one that somebody is changing: those after it are not to come before it. */
async function freeOnes(
	{ dialect }: Pick<Database, 'dialect'>,
	trx: OpenDatabase['db'],
	ids: readonly string[],
): Promise<string[]> {
	if (!dialect.locksRows || ids.length === 0) return [...ids];
	const locked = await trx
		.selectFrom('event')
		.select('id')
		.where('id', 'in', ids)
		.forNoKeyUpdate()
		.skipLocked()
		.execute();
	const free = new Set(locked.map(({ id }) => id));
	const firstTaken = ids.findIndex((id) => !free.has(id));
	return firstTaken === -1 ? [...ids] : ids.slice(0, firstTaken);
}
