import type { TriggerCode } from '../events/catalog.ts';
import { sql } from 'kysely';
import { ENTITY_TYPES, type EntityType } from '../events/entityType.ts';
import { selectEvents } from '../deliveries/loadItems.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { beyond, pageOf, type Keyset } from './keysetCursor.ts';

/** Which events; what is absent does not matter. Times are epoch milliseconds. */
export type EventFilter = {
	readonly entityType?: EntityType | undefined;
	readonly entityId?: string | undefined;
	readonly code?: TriggerCode | undefined;
	readonly integrationGuid?: string | undefined;
	/** Received at or after. */
	readonly since?: number | undefined;
	/** Received before. */
	readonly until?: number | undefined;
};

/** One page of a space's events, the one that was received last first. */
export async function listEvents(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	filter: EventFilter,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	const { entityType, entityId, code, integrationGuid, since, until } = filter;
	let query = selectEvents(db);
	if (entityType !== undefined) query = query.where('event.entityType', '=', entityType);
	if (entityId === undefined) query = query.where('event.space', '=', space);
	else {
		const stores = await db.selectFrom('integration').select('guid').execute();
		if (stores.length === 0) return { rows: [], nextCursor: null };
		query = query
			.where('event.entityId', '=', entityId)
			// The index by entity begins with these two. By its name alone, the space would have SQLite read
			// all its events, which are in the order that is asked for.
			.where(
				'event.integrationGuid',
				'in',
				stores.map(({ guid }) => guid),
			)
			.where('event.entityType', 'in', ENTITY_TYPES)
			.where(sql<boolean>`event.space || '' = ${space}`);
	}
	// Codes have no character that LIKE or JSON would write in another way, but `_`, which fits itself.
	if (code !== undefined) query = query.where('event.codesJson', 'like', `%"${code}"%`);
	if (integrationGuid !== undefined) {
		query = query.where('event.integrationGuid', '=', integrationGuid);
	}
	if (since !== undefined) query = query.where('event.receivedAt', '>=', since);
	if (until !== undefined) query = query.where('event.receivedAt', '<', until);
	if (after !== null) query = query.where(beyond('event.receivedAt', 'event.id', after));
	const rows = await query
		.orderBy('event.receivedAt', 'desc')
		.orderBy('event.id', 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ receivedAt, id }) => ({ at: receivedAt, id }));
}
