import { z } from 'zod/v4';
import { problemsIn } from './problemsIn.ts';
import { StoreError } from './storeError.ts';
import type { RefusedEntity } from './storeSide.ts';

/**
 * One entity of a page that is not what such an entity holds: it is left out, and the rest of the page is
 * taken. Else it would keep all others out for ever.
 *
 * @param entity as the store gave it
 * @throws `error` when it is about anything else than this entity: the store, the call, the connection
 */
export function refusedEntity(entity: unknown, error: unknown): RefusedEntity {
	const isAboutEntity =
		error instanceof z.ZodError ||
		(error instanceof StoreError && error.kind === 'rejected' && error.cause instanceof z.ZodError);
	if (!isAboutEntity) throw error;
	return { id: nameOf(entity), reason: problemsIn(error) };
}

/** The entries of a page, each still to be read. Where none of them has an id, it is a list of something else. */
export const listedEntries = z
	.array(z.unknown())
	.refine(
		(entries) => entries.length === 0 || entries.some((entry) => nameOf(entry) !== NAMELESS),
		'none of the entries has an id',
	);

const NAMELESS = 'without an id';

/** What a person finds an odd entity by. */
export function nameOf(entity: unknown): string {
	const id: unknown = (Object(entity) as { id?: unknown }).id;
	return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 100) : NAMELESS;
}
