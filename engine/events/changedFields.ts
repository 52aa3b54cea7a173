import { isDeepStrictEqual } from 'node:util';
import type { Entity } from './entities.ts';

/** When the store last touched the record: no content by itself. */
const NO_CONTENT = new Set(['updatedAt']);

/**
 * The top-level fields in which two states of an entity differ, with their old values.
 *
 * @returns `{}` when the content is the same
 */
export function changedFields(before: Entity, after: Entity): Record<string, unknown> {
	const old = before as Record<string, unknown>;
	return Object.fromEntries(
		Object.entries(after)
			.filter(([field, value]) => !NO_CONTENT.has(field) && !isDeepStrictEqual(old[field], value))
			.map(([field]) => [field, old[field] ?? null]),
	);
}
