import type { ToldParcel } from './toldParcel.ts';

const DAY_MS = 24 * 3_600_000;
/** Shops and carriers use numbers again. */
export const OLDEST_ORDER_MS = 180 * DAY_MS;
/** Of two clocks, where one of them may tell no more than the day, in whatever time zone. */
const SAME_TIME_MS = 2 * DAY_MS;
/** What a checked address has more than another one: 20457-1670 and 20457, SW1A 1AA and SW1A. */
const LEAST_MORE_CHARACTERS = 2;

/**
 * Whether an order is of another time than a parcel: long past, or placed after the parcel was made.
 *
 * @param changedAt when the order has changed last, for one that does not say when it was placed; epoch milliseconds
 */
export function isOfOtherTime(
	{ createdAt, changedAt }: { readonly createdAt: string | null; readonly changedAt: number },
	{ begunAt }: Pick<ToldParcel, 'begunAt'>,
	nowMs: number,
): boolean {
	const placedAt = Date.parse(createdAt ?? '');
	if (Number.isNaN(placedAt)) return changedAt < nowMs - OLDEST_ORDER_MS;
	const isLater = begunAt !== null && placedAt > begunAt + SAME_TIME_MS;
	return isLater || placedAt < nowMs - OLDEST_ORDER_MS;
}

/** Whether two postal codes are of two places; where one is not known, nothing says so. */
export function isElsewhere(one: string | null, other: string | null): boolean {
	const [shorter = '', longer = ''] = [postalKey(one), postalKey(other)].toSorted(
		(a, b) => a.length - b.length,
	);
	if (shorter === '' || shorter === longer) return false;
	const isMoreOfSame =
		longer.startsWith(shorter) && longer.length - shorter.length >= LEAST_MORE_CHARACTERS;
	return !isMoreOfSame;
}

/** Without the country before it, and the zeros that are lost where a code is taken for a number. */
const postalKey = (code: string | null): string =>
	(code ?? '')
		.toLowerCase()
		.replace(/^\s*[a-z]{1,2}\s*-\s*(?=\d)/, '')
		.replaceAll(/[^\p{L}\p{N}]/gu, '')
		.replace(/^0+/, '');
