import { sql } from 'kysely';
import { z } from 'zod/v4';

/** Where a page of a list ends: the moment that it is sorted by, and an id for those of one moment. */
export type Keyset = { readonly at: number; readonly id: string };

const schema = z.tuple([z.number().int(), z.string().max(100)]);

/** An opaque text for a client; `keysetOf` reads it. */
export function cursorOf({ at, id }: Keyset): string {
	return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @returns `null` for a text that no list has given */
export function keysetOf(cursor: string): Keyset | null {
	try {
		const [at, id] = schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
		return { at, id };
	} catch {
		return null;
	}
}

/** What comes after a page in a list that is sorted by two columns, both descending. */
export const beyond = (at: string, id: string, after: Keyset) =>
	sql<boolean>`(${sql.ref(at)}, ${sql.ref(id)}) < (${after.at}, ${after.id})`;

/** Cuts a list that was read with one row more than the page holds. */
export function pageOf<T>(
	rows: readonly T[],
	limit: number,
	keyset: (row: T) => Keyset,
): { rows: readonly T[]; nextCursor: string | null } {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	const hasMore = rows.length > limit && last !== undefined;
	return { rows: shown, nextCursor: hasMore ? cursorOf(keyset(last)) : null };
}
