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

type Row = { readonly date_modified_gmt?: string | null | undefined };

/**
 * Where a list goes on after a page.
 *
 * A page that ends in a later second than it began in is followed by one from that second on. When a whole
 * page is of one second, that second is read by page numbers, in the order of the ids; when one of it has
 * moved on meanwhile, the others have moved up, and it is read once more.
 *
 * @returns `null` at the end of the list
 */
export function nextPlace(
	place: ModifiedPlace,
	rows: readonly Row[],
	headers: StoreResponse['headers'],
	storeUrl: string,
): ModifiedPlace | null {
	const { from, isWithin, page } = place;
	const isLast = isLastPage(place, rows, headers);
	if (isWithin && from !== null) {
		const total = readNumber(headers['x-wp-total']);
		if (place.total !== null && total !== null && total < place.total) {
			return { ...place, page: 1, total };
		}
		return isLast
			? { ...place, from: secondOf(from, 1), isWithin: false, page: 1, total: null }
			: { ...place, page: page + 1, total };
	}
	if (isLast) return null;
	const newest = newestOf(rows);
	if (newest === null) return { ...place, page: page + 1 };
	if (from === null || newest > from) return { ...place, from: newest, page: 1 };
	if (newest < from) throw newerWooCommerceNeeded(storeUrl);
	return { ...place, isWithin: true, page: 1, total: null };
}

/** What the key's user may not see is left out of a page, so a short one need not be the last. */
function isLastPage(
	{ phase, page }: ModifiedPlace,
	rows: readonly Row[],
	headers: StoreResponse['headers'],
): boolean {
	const pages = readNumber(headers['x-wp-totalpages']);
	return pages === null ? rows.length < PAGE_SIZES[phase] : page >= pages;
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
