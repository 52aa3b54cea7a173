import type { Told } from './entity.ts';
import { shown, type Answer, type StoreClient } from './storeClient.ts';

export type Pages = {
	readonly entities: readonly Told[];
	/** What is wrong with the pages themselves; `null` when nothing is. */
	readonly fault: string | null;
	/** False when there are more pages than were read. */
	readonly isComplete: boolean;
	/** How many entities each page had. */
	readonly sizes: readonly number[];
	/** Of the last page that was read. */
	readonly nextCursor: string | null;
};

/** Follows a list from page to page. */
export async function readPages(
	store: StoreClient,
	path: string,
	query: Readonly<Record<string, string>>,
	maxPages: number,
): Promise<Pages> {
	const entities: Told[] = [];
	const sizes: number[] = [];
	const cursors = new Set<string>(query.cursor === undefined ? [] : [query.cursor]);
	let cursor = query.cursor ?? null;
	const pages = (fault: string | null, isComplete: boolean): Pages => ({
		entities,
		sizes,
		fault,
		isComplete,
		nextCursor: cursor,
	});
	for (let page = 0; page < maxPages; page += 1) {
		const answer = await store.ask('GET', path, {
			query: { ...query, ...(cursor !== null && { cursor }) },
		});
		const read = readPage(answer);
		if (typeof read === 'string') return pages(read, false);
		entities.push(...read.data);
		sizes.push(read.data.length);
		cursor = read.nextCursor;
		if (cursor === null) return pages(null, true);
		if (cursors.has(cursor)) return pages(`the nextCursor "${cursor}" a second time`, false);
		cursors.add(cursor);
	}
	return pages(null, false);
}

/** A page of a list, or what came instead. */
export function readPage(answer: Answer): { data: Told[]; nextCursor: string | null } | string {
	const { data, nextCursor } = Object(answer.json) as { data?: unknown; nextCursor?: unknown };
	if (answer.status !== 200 || !Array.isArray(data)) return shown(answer);
	if (nextCursor === null) return { data: data as Told[], nextCursor };
	if (typeof nextCursor === 'string' && nextCursor !== '') {
		return { data: data as Told[], nextCursor };
	}
	return `nextCursor: ${nextCursor === undefined ? 'missing' : JSON.stringify(nextCursor)}`;
}
