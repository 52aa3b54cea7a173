import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { listIn, readId, readTime } from '../payloadFields.ts';
import { refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { readAnswer, type MagentoCall, type MagentoConnection } from './client.ts';
import { COLLECTIONS } from './collections.ts';
import { searchQuery, searchTime } from './search.ts';
import { readStoreViews } from './storeViews.ts';

/** Shops may refuse more than 300. */
const PAGE_SIZE = 100;

/** Where a listing stands. */
const place = z.strictObject({
	/** Changes from this second on, ISO 8601 in UTC; `null`: all. */
	from: z.iso.datetime().nullable(),
	/** More than a page have changed in that very second. */
	page: z.int().min(1).max(1_000_000),
	/** Those of that second that were told already. */
	told: z.array(z.string().max(200)).max(PAGE_SIZE),
});
type Place = z.output<typeof place>;

const searchAnswer = z.object({
	items: z.preprocess(
		(items) => (items === null ? [] : (listIn(items) ?? items)),
		z.array(z.unknown()),
	),
	total_count: z.int().nonnegative().nullish().catch(null),
});

/**
 * What has changed, oldest first. Each page begins at the second in which the one before ended, for what changes
 * meanwhile moves to the end and would let a page by number leave another one out. A page past the end repeats the
 * last one: so no page is asked for but where one was full.
 */
export async function listChanges(
	call: MagentoCall,
	connection: MagentoConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const at: Place = page === null ? { from: since, page: 1, told: [] } : placeOf(page);
	const { path, idField, idKey, normalise } = COLLECTIONS[entityType];
	const conditions =
		at.from === null ? [] : ([['updated_at', 'gteq', searchTime(at.from)]] as const);
	const query = searchQuery(conditions, {
		size: PAGE_SIZE,
		page: at.page,
		sortBy: ['updated_at', idField],
	});
	const { body } = await call(connection, { method: 'GET', path, query });
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
	const isLast = rows.length < PAGE_SIZE || (total ?? Infinity) <= at.page * PAGE_SIZE;
	const next = isLast ? null : JSON.stringify(placeAfter(rows, at));
	return { observations, nextPage: next, refused, ...(page === null && { total }) };
}

type Row = { readonly id: string; readonly changedAt: string | null };

function placeAfter(rows: readonly Row[], { from, page, told }: Place): Place {
	const newest = rows.at(-1)!.changedAt;
	if (newest === null || (from !== null && Date.parse(newest) <= Date.parse(from))) {
		return { from, page: page + 1, told };
	}
	const ofThatSecond = rows.filter(({ changedAt }) => changedAt === newest);
	return { from: newest, page: 1, told: ofThatSecond.map(({ id }) => id) };
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
