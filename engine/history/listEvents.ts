import {
	expressionBuilder,
	sql,
	type Expression,
	type SelectQueryBuilder,
	type SqlBool,
} from 'kysely';
import { triggerOf, type TriggerCode } from '../events/catalog.ts';
import { ENTITY_TYPES, type EntityType } from '../events/entityType.ts';
import { selectEvents } from '../deliveries/loadItems.ts';
import { addressRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row, Schema } from '../state/schema.ts';
import { canonicalSku } from './eventSkus.ts';
import { beyond, cursorOf, pageOf, type Keyset } from './keysetCursor.ts';

/** Which events; what is absent does not matter. Times are epoch milliseconds. */
export type EventFilter = {
	readonly entityType?: EntityType | undefined;
	readonly entityId?: string | undefined;
	/** Of the person whom the entity is about, in whatever way it is written. */
	readonly email?: string | undefined;
	/** Of a line of the order or shipment, of the product or one of its variants. */
	readonly sku?: string | undefined;
	readonly code?: TriggerCode | undefined;
	readonly integrationGuid?: string | undefined;
	/** Received at or after. */
	readonly since?: number | undefined;
	/** Received before. */
	readonly until?: number | undefined;
};

/** What no index leads to is looked for in so many events for a page. */
export const MOST_SIFTED = 5_000;
/** An address of more entities than these is a shop's own: its events are nearly all. */
const MANY_ENTITIES = 1_000;

const keysetOf = (row: Pick<Looked, 'id' | 'receivedAt'>) => ({ at: row.receivedAt, id: row.id });

/**
 * One page of a space's events, the one that was received last first. A page may hold fewer than there are: `nextCursor`
 * then says where to go on looking.
 */
export async function listEvents(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: EventFilter,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	const search = await searchOf(db, space, filter, after);
	if (search === null) return { rows: [], nextCursor: null };
	const { looked, sieve } = search;
	const found =
		sieve.length === 0
			? await looked.limit(limit + 1).execute()
			: await db
					.selectFrom(looked.limit(MOST_SIFTED).as('looked'))
					.select(['looked.id', 'looked.receivedAt'])
					.where(({ and }) => and(sieve))
					.orderBy('looked.receivedAt', 'desc')
					.orderBy('looked.id', 'desc')
					.limit(limit + 1)
					.execute();
	const page = pageOf(found, limit, keysetOf);
	const ids = page.rows.map(({ id }) => id);
	const rows =
		ids.length === 0
			? []
			: await selectEvents(db)
					.where('event.id', 'in', ids)
					.orderBy('event.receivedAt', 'desc')
					.orderBy('event.id', 'desc')
					.execute();
	if (page.nextCursor !== null || sieve.length === 0) return { ...page, rows };
	const last = await looked
		.offset(MOST_SIFTED - 1)
		.limit(1)
		.executeTakeFirst();
	return { rows, nextCursor: last ? cursorOf(keysetOf(last)) : null };
}

const LOOKED_AT = [
	'event.id',
	'event.receivedAt',
	'event.codesJson',
	'event.integrationGuid',
	'event.entityType',
	'event.entityId',
] as const;

type Looked = Pick<
	Row<'event'>,
	'id' | 'receivedAt' | 'codesJson' | 'integrationGuid' | 'entityType' | 'entityId'
>;
type Search = {
	/** Events that an index leads to, in the order that is asked for. */
	readonly looked: SelectQueryBuilder<Schema, never, Looked>;
	/** What else they have to be. */
	readonly sieve: ReadonlyArray<Expression<SqlBool>>;
};

const of = expressionBuilder<Schema & { looked: Schema['event'] }, 'looked' | 'event'>();

/** @returns `null` where nothing can be found */
async function searchOf(
	db: OpenDatabase['db'],
	space: string,
	filter: EventFilter,
	after: Keyset | null,
): Promise<Search | null> {
	const { entityId, email, sku, code, integrationGuid } = filter;
	const entityType =
		filter.entityType ?? (code === undefined ? undefined : triggerOf(code)?.entityType);
	const sieve: Array<Expression<SqlBool>> = [];
	// Codes have no character that LIKE or JSON would write in another way, but `_`, which fits itself.
	if (code !== undefined) sieve.push(of('looked.codesJson', 'like', `%"${code}"%`));
	if (integrationGuid !== undefined) {
		sieve.push(of('looked.integrationGuid', '=', integrationGuid));
	}
	if (sku !== undefined) {
		if (entityType !== undefined) sieve.push(of('looked.entityType', '=', entityType));
		if (entityId !== undefined) sieve.push(of('looked.entityId', '=', entityId));
		if (email !== undefined) sieve.push(isAbout(email));
		const looked = db
			.selectFrom('eventSku')
			.innerJoin('event', 'event.id', 'eventSku.eventId')
			.select(LOOKED_AT)
			.where('eventSku.space', '=', space)
			.where('eventSku.sku', '=', canonicalSku(sku))
			.where(within('eventSku.receivedAt', 'eventSku.eventId', filter, after))
			.orderBy('eventSku.receivedAt', 'desc')
			.orderBy('eventSku.eventId', 'desc');
		return { looked: looked as unknown as Search['looked'], sieve };
	}

	let events = db
		.selectFrom('event')
		.select(LOOKED_AT)
		.where(within('event.receivedAt', 'event.id', filter, after));
	if (entityType !== undefined) events = events.where('event.entityType', '=', entityType);
	const entities = await entitiesOf(db, { entityId, email });
	if (entities === 'none') return null;
	if (email !== undefined && (entityId !== undefined || entities === 'many')) {
		sieve.push(isAbout(email));
	}
	// By its name alone, the space would have SQLite read all its events, which are in the order that is asked for.
	events =
		entities === 'many'
			? events.where('event.space', '=', space)
			: events.where(entities).where(sql<boolean>`event.space || '' = ${space}`);
	const looked = events.orderBy('event.receivedAt', 'desc').orderBy('event.id', 'desc');
	return { looked: looked as unknown as Search['looked'], sieve };
}

/** As an expression for the index by entity; `many` where that is of no use. */
async function entitiesOf(
	db: OpenDatabase['db'],
	{ entityId, email }: Pick<EventFilter, 'entityId' | 'email'>,
): Promise<Expression<SqlBool> | 'none' | 'many'> {
	if (entityId === undefined && email === undefined) return 'many';
	const stores = await db.selectFrom('integration').select('guid').execute();
	const guids = stores.map(({ guid }) => guid);
	if (guids.length === 0) return 'none';
	if (entityId !== undefined) {
		return of.and([
			of('event.entityId', '=', entityId),
			// The index by entity begins with these two.
			of('event.integrationGuid', 'in', guids),
			of('event.entityType', 'in', ENTITY_TYPES),
		]);
	}
	const ref = addressRef(email!);
	const ofStores = await Promise.all(
		guids.map(
			async (guid) =>
				await db
					.selectFrom('personRef')
					.select(['integrationGuid', 'entityType', 'entityId'])
					.where('integrationGuid', '=', guid)
					.where('ref', '=', ref)
					// As in the index, which Postgres does not use by itself for an address that is in most rows.
					.orderBy('entityType')
					.orderBy('entityId')
					.limit(MANY_ENTITIES + 1)
					.execute(),
		),
	);
	const found = ofStores.flat();
	if (found.length === 0) return 'none';
	if (found.length > MANY_ENTITIES) return 'many';
	const groups = Map.groupBy(found, (row) => `${row.integrationGuid}/${row.entityType}`);
	return of.or(
		[...groups.values()].map((group) =>
			of.and([
				of('event.integrationGuid', '=', group[0]!.integrationGuid),
				of('event.entityType', '=', group[0]!.entityType),
				of(
					'event.entityId',
					'in',
					group.map((row) => row.entityId),
				),
			]),
		),
	);
}

const isAbout = (email: string): Expression<SqlBool> =>
	of.exists(
		of
			.selectFrom('personRef')
			.select('personRef.ref')
			.whereRef('personRef.integrationGuid', '=', 'looked.integrationGuid')
			.where('personRef.ref', '=', addressRef(email))
			.whereRef('personRef.entityType', '=', 'looked.entityType')
			.whereRef('personRef.entityId', '=', 'looked.entityId'),
	);

function within(
	at: string,
	id: string,
	{ since, until }: EventFilter,
	after: Keyset | null,
): Expression<SqlBool> {
	return of.and([
		...(since === undefined ? [] : [sql<boolean>`${sql.ref(at)} >= ${since}`]),
		...(until === undefined ? [] : [sql<boolean>`${sql.ref(at)} < ${until}`]),
		...(after === null ? [] : [beyond(at, id, after)]),
	]);
}
