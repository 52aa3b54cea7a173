import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { listIn, readId, readTime } from '../payloadFields.ts';
import { refusedEntity } from '../refusedEntity.ts';
import { StoreError, type StoreErrorKind } from '../storeError.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { readAnswer, type MagentoCall, type MagentoConnection } from './client.ts';
import { COLLECTIONS } from './collections.ts';
import { searchQuery, searchTime } from './search.ts';
import { readStoreViews } from './storeViews.ts';

/** Shops may refuse more than 300. */
const PAGE_SIZE = 100;
/** A page that is too much for the shop, or for us, is asked for again in so many parts. */
const PARTS = 10;

/** Where a listing stands. */
const place = z.strictObject({
	/** Changes from this second on, ISO 8601 in UTC; `null`: all. */
	from: z.iso.datetime().nullable(),
	/** More than a page have changed in that very second. */
	page: z.int().min(1).max(1_000_000),
	/** Those of that second that were told already. */
	told: z.array(z.string().max(200)).max(PAGE_SIZE),
	/** Behind the changes: shipments that may have got a number without any. */
	isForNumbers: z.boolean().optional(),
	/** Of a page, where a whole one was too much. */
	size: z.int().min(1).max(PAGE_SIZE).default(PAGE_SIZE),
});
type Place = z.output<typeof place>;

const searchAnswer = z.object({
	items: z.preprocess(
		(items) => (items === null ? [] : (listIn(items) ?? items)),
		z.array(z.unknown()),
	),
	total_count: z.int().nonnegative().nullish().catch(null),
});

/** Goods get their number soon after they are packed, or never. */
const NUMBERS_WITHIN_MS = 3 * 24 * 3_600_000;
/** So many of them are read each time, the youngest first: Magento takes long for each page. */
const MOST_FOR_NUMBERS = 500;

/**
 * What has changed, oldest first. Each page begins at the second in which the one before ended, for what changes
 * meanwhile moves to the end and would let a page by number leave another one out. A page past the end repeats the
 * last one: so no page is asked for but where one was full.
 *
 * A tracking number that is added to a shipment is a record of its own, and moves no time of the shipment. So young
 * shipments are read again each time.
 *
 * @see magento/magento2 `app/code/Magento/Sales/Model/Order/Shipment/TrackRepository.php` and
 *   `app/code/Magento/Sales/Model/ResourceModel/EntityAbstract.php` (`updateObject`)
 */
export async function listChanges(
	call: MagentoCall,
	connection: MagentoConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const begin: Place = { from: since, page: 1, told: [], size: PAGE_SIZE };
	const { path, idKey, normalise } = COLLECTIONS[entityType];
	const { at, body } = await ask(
		call,
		connection,
		entityType,
		page === null ? begin : placeOf(page),
	);
	const { items, total_count: total } = readAnswer(connection, `GET ${path}`, searchAnswer, body);
	const rows = items.map((item) => {
		const { [idKey]: id, updated_at: changed } = Object(item) as Record<string, unknown>;
		return { item, id: readId(id) ?? '', changedAt: readTime(changed, 'Z') };
	});
	const fresh = rows.filter(({ id }) => !at.told.includes(id));
	const views = fresh.length === 0 ? null : await readStoreViews(call, connection);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const { item, id } of fresh) {
		try {
			observations.push(normalise(item, views!, connection.reading));
		} catch (error) {
			refused.push(refusedEntity({ id }, error));
		}
	}
	const isLast = rows.length < at.size || (total ?? Infinity) <= at.page * at.size;
	const after = isLast ? null : placeAfter(rows, at);
	const hasNumbers = entityType === 'Shipment' && since !== null && !at.isForNumbers;
	const next = after ?? (hasNumbers ? { ...begin, isForNumbers: true } : null);
	return {
		observations,
		nextPage: next && JSON.stringify(next),
		refused,
		...(page === null && { total }),
	};
}

/**
 * An order tells each of its lines twice, and each in a hundred fields: with many lines, a page is longer than what is
 * taken, or takes the shop longer than anybody waits.
 *
 * @returns the place with the size that worked
 */
async function ask(
	call: MagentoCall,
	connection: MagentoConnection,
	entityType: EntityType,
	at: Place,
): Promise<{ readonly at: Place; readonly body: unknown }> {
	const { path } = COLLECTIONS[entityType];
	try {
		const { body } = await call(connection, {
			method: 'GET',
			path,
			query: queryOf(entityType, at),
		});
		return { at, body };
	} catch (error) {
		if (at.size < PARTS || !(error instanceof StoreError && TOO_MUCH.includes(error.kind)))
			throw error;
		const smaller = { ...at, size: at.size / PARTS, page: (at.page - 1) * PARTS + 1 };
		return await ask(call, connection, entityType, smaller);
	}
}

const TOO_MUCH: readonly StoreErrorKind[] = ['too_large', 'timeout'];

function queryOf(entityType: EntityType, { from, page, isForNumbers, size }: Place) {
	const { idField } = COLLECTIONS[entityType];
	if (isForNumbers && from !== null) {
		const young = searchTime(new Date(Date.parse(from) - NUMBERS_WITHIN_MS).toISOString());
		const sortBy = [idField];
		return searchQuery([['created_at', 'gteq', young]], {
			...{ size, page, sortBy, isNewestFirst: true },
		});
	}
	const conditions = from === null ? [] : ([['updated_at', 'gteq', searchTime(from)]] as const);
	return searchQuery(conditions, { size, page, sortBy: ['updated_at', idField] });
}

type Row = { readonly id: string; readonly changedAt: string | null };

function placeAfter(rows: readonly Row[], at: Place): Place | null {
	const { from, page, isForNumbers, size } = at;
	const next = { ...at, page: page + 1 };
	if (isForNumbers) return page * size < MOST_FOR_NUMBERS ? next : null;
	const newest = rows.at(-1)!.changedAt;
	if (newest === null || (from !== null && Date.parse(newest) <= Date.parse(from))) {
		return next;
	}
	const ofThatSecond = rows.filter(({ changedAt }) => changedAt === newest);
	return { ...at, from: newest, page: 1, told: ofThatSecond.map(({ id }) => id) };
}

function placeOf(page: string): Place {
	try {
		return place.parse(JSON.parse(page));
	} catch (error) {
		throw new StoreError(
			'rejected',
			'The place where the import stood was written by another version, and cannot be read. Begin the import again.',
			{ cause: error },
		);
	}
}
