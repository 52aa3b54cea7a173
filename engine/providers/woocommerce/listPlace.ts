import { z } from 'zod/v4';
import { StoreError } from '../storeError.ts';

/** Where a listing of orders or products stands between two pages. Times are ISO 8601 in UTC. */
const modifiedPlace = z.object({
	phase: z.enum(['live', 'variations', 'trash']),
	/** Changes from this second on. */
	from: z.iso.datetime().nullable(),
	/** Only those of that second: there are more of them than a page holds. */
	isWithin: z.boolean(),
	page: z.int().min(1),
	/** How many changes of that second there were at the page before. */
	total: z.int().nullable(),
	/**
	 * Of the page before, which by the shop's numbers is the last one: its newest change, and when it was
	 * read. This page is asked to see that there is none.
	 */
	proving: z
		.object({ newest: z.iso.datetime(), readAt: z.iso.datetime() })
		.nullable()
		.default(null),
	/** When the last page of `live` was read, by the shop's clock. */
	until: z.iso.datetime().nullable(),
});
export type ModifiedPlace = z.output<typeof modifiedPlace>;

/** Where a listing of all customers stands. */
const customerPlace = z.object({
	/** How many are done. */
	done: z.int().min(0),
	/** The highest id among them. */
	lastId: z.int(),
	/** When the first page was read, by the shop's clock. */
	until: z.iso.datetime().nullable(),
});
export type CustomerPlace = z.output<typeof customerPlace>;

export const modifiedPlaceOf = (page: string): ModifiedPlace => placeOf(modifiedPlace, page);
export const customerPlaceOf = (page: string): CustomerPlace => placeOf(customerPlace, page);

function placeOf<T>(schema: z.ZodType<T>, page: string): T {
	try {
		return schema.parse(JSON.parse(page));
	} catch (error) {
		throw new StoreError(
			'rejected',
			'The place where the import stood was written by another version, and cannot be read. Begin the import again.',
			{ cause: error },
		);
	}
}

/** The second that a time is in, `2026-11-23T20:31:07.000Z`: shops keep time no finer. */
export function secondOf(time: string, offsetSeconds = 0): string {
	const seconds = Math.floor(Date.parse(time) / 1_000) + offsetSeconds;
	return new Date(seconds * 1_000).toISOString();
}

/** What the shop's clock showed when it answered, as ISO 8601. @see RFC 9110 section 6.6.1 */
export function shopTime(date: string | undefined, now: Date): string {
	const told = date === undefined ? Number.NaN : Date.parse(date);
	return secondOf((Number.isNaN(told) ? now : new Date(told)).toISOString());
}
