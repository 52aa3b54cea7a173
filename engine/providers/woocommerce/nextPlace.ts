import { StoreError } from '../storeError.ts';
import { readNumber } from '../payloadFields.ts';
import type { StoreResponse } from '../storeHttp.ts';
import { secondOf, type ModifiedPlace } from './listPlace.ts';

/** Of a variation only the id is listed, and each is a call of its own. */
export const PAGE_SIZES: Readonly<Record<ModifiedPlace['phase'], number>> = {
	live: 100,
	variations: 20,
	trash: 100,
};

/** Stops a listing that never ends: so many changes of one second no shop has. */
const MOST_PAGES = 2_000;

type Row = { readonly date_modified_gmt?: string | null | undefined };

/** What came of asking for a page. */
export type ReadRows = {
	/** Those that could be read. */
	readonly rows: readonly Row[];
	/** How many there were. */
	readonly count: number;
	readonly headers: StoreResponse['headers'];
	/** By the shop's clock. */
	readonly readAt: string;
};

/**
 * Where a list goes on after a page.
 *
 * A page that ends in a later second than it began in is followed by one from that second on. When a whole
 * page is of one second, that second is read by page numbers, in the order of the ids; when one of it has
 * moved on meanwhile, the others have moved up, and it is read once more.
 *
 * Only an empty page is the end: hosts and plugins cut pages shorter than what was asked for, and give the
 * numbers of that page for those of the list.
 *
 * @returns `null` at the end of the list
 */
export function nextPlace(
	place: ModifiedPlace,
	{ rows, count, headers, readAt }: ReadRows,
	storeUrl: string,
): ModifiedPlace | null {
	const { from, isWithin, page, proving } = place;
	if (page >= MOST_PAGES) throw endless(storeUrl);
	const isSaidToBeLast = isLastPage(place, count, headers);
	const isEnd = isSaidToBeLast && count === 0;
	if (isWithin && from !== null) {
		const told = readNumber(headers['x-wp-total']);
		// Each page before has shown one at least: a smaller number is not that of the list.
		const total = told !== null && told < page - 1 + count ? place.total : told;
		if (place.total !== null && total !== null && total < place.total) {
			return { ...place, page: 1, total };
		}
		return isEnd
			? { ...place, from: secondOf(from, 1), isWithin: false, page: 1, total: null }
			: { ...place, page: page + 1, total };
	}
	if (isEnd) return null;
	if (proving !== null) return goingOnFrom(place, proving.newest, storeUrl);
	const newest = newestOf(rows);
	if (newest === null) return { ...place, page: page + 1 };
	return isSaidToBeLast
		? { ...place, page: page + 1, proving: { newest, readAt } }
		: goingOnFrom(place, newest, storeUrl);
}

function goingOnFrom(place: ModifiedPlace, newest: string, storeUrl: string): ModifiedPlace {
	const { from } = place;
	if (from !== null && newest < from) throw newerWooCommerceNeeded(storeUrl);
	return from === null || newest > from
		? { ...place, from: newest, page: 1, proving: null }
		: { ...place, isWithin: true, page: 1, total: null, proving: null };
}

/** What the key's user may not see is left out of a page, so a short one need not be the last. */
function isLastPage(
	{ phase, page }: ModifiedPlace,
	count: number,
	headers: StoreResponse['headers'],
): boolean {
	const pages = readNumber(headers['x-wp-totalpages']);
	return pages === null ? count < PAGE_SIZES[phase] : page >= pages;
}

function newestOf(rows: readonly Row[]): string | null {
	const times = rows.flatMap(({ date_modified_gmt: time }) => (time ? [secondOf(time)] : []));
	return times.reduce<string | null>(
		(newest, time) => (newest === null || time > newest ? time : newest),
		null,
	);
}

/** An old one refuses the parameters, or answers as if they were not there. */
export function newerWooCommerceNeeded(storeUrl: string, cause?: StoreError): StoreError {
	return new StoreError(
		'rejected',
		`${storeUrl} cannot list what has changed since a moment (modified_after, orderby=modified). Update WooCommerce in the shop.`,
		{ status: 200, ...cause, cause },
	);
}

function endless(storeUrl: string): StoreError {
	return new StoreError(
		'rejected',
		`${storeUrl} gives page after page of the same list, which never ends. A plugin may be changing its API's answers; switch plugins off one by one to find it.`,
		{ status: 200 },
	);
}
