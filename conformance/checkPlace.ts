import type { EntityType } from '../engine/events/entityType.ts';
import { COLLECTIONS } from '../engine/providers/generic/client.ts';
import type { Context } from './context.ts';
import { idOf } from './entity.ts';
import { readPages } from './readPages.ts';
import type { StoreClient } from './storeClient.ts';

const LARGEST_LIMIT = 250;
const MAX_PAGES = 8;

/** The first page of a list, up to the entity that will be changed, and the id that comes after it. */
type Head = { readonly limit: number; readonly cursor: string; readonly nextId: string };

/** @returns `null` where nothing comes after the entity, or it is too far behind */
export async function readHead(
	store: StoreClient,
	entityType: EntityType,
	id: string,
): Promise<Head | null> {
	const path = `/${COLLECTIONS[entityType]}`;
	const whole = await readPages(store, path, { limit: String(LARGEST_LIMIT) }, 1);
	const limit = whole.entities.findIndex((told) => idOf(told) === id) + 1;
	const next = whole.entities[limit];
	if (limit === 0 || next === undefined) return null;
	const head = await readPages(store, path, { limit: String(limit) }, 1);
	if (head.nextCursor === null || idOf(head.entities.at(-1)) !== id) return null;
	return { limit, cursor: head.nextCursor, nextId: idOf(next) };
}

/**
 * An entity of the first page has been changed: the second page must still begin where the first one had
 * ended.
 */
export async function checkPlace(
	{ store, report }: Context,
	entityType: EntityType,
	head: Head | null,
): Promise<void> {
	const path = `/${COLLECTIONS[entityType]}`;
	const line = `GET ${path} leaves none out when one is changed between two pages`;
	if (head === null) {
		report.note('Lists', `${line}: not checked, for the changed one was the last of the list`);
		return;
	}
	const { limit, cursor, nextId } = head;
	const rest = await readPages(store, path, { limit: String(limit), cursor }, MAX_PAGES);
	const ids = rest.entities.map(idOf);
	report.check(
		{ line, section: 'Lists', expected: `"${nextId}" on the next page` },
		rest.fault ?? (ids.includes(nextId) ? null : ids.join(', ') || 'nothing'),
	);
}
