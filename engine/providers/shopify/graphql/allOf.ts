/** A list of which the beginning is known. */
type Beginning<T> = { readonly nodes: readonly T[]; readonly next: string | null };

/** Stops a list that never ends. */
const MOST_PAGES = 1_000;

/**
 * All of a list.
 *
 * @param more the page that begins at a cursor; `null` when what the list belongs to is gone
 * @param enough how many are enough
 */
export async function allOf<T>(
	beginning: Beginning<T>,
	more: (after: string) => Promise<Beginning<T> | null>,
	enough = Number.POSITIVE_INFINITY,
): Promise<T[]> {
	const found = [...beginning.nodes];
	let { next } = beginning;
	for (let page = 0; next !== null && page < MOST_PAGES && found.length < enough; page += 1) {
		const part = await more(next);
		if (part === null) break;
		found.push(...part.nodes);
		next = part.next === next ? null : part.next;
	}
	return found;
}
