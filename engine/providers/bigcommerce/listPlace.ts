import { z } from 'zod/v4';
import { StoreError } from '../storeError.ts';
import type { StoreResponse } from '../storeHttp.ts';
import { storeTime } from './storeTime.ts';

/**
 * Lists go by what never changes, so that what is changed meanwhile moves nothing past the reader. What was changed
 * after the first page was given is left to the next listing: that one begins at the newest change which this one
 * has told, and else would begin behind a change of what had been told before.
 */
export const until = z.iso.datetime().nullable();

/** By the clock of the store; `null` where it does not tell the time. */
export const untilOf = ({ headers }: Pick<StoreResponse, 'headers'>): string | null =>
	storeTime.parse(headers.date) ?? null;

const row = z.object({ date_modified: storeTime });

/** Whether an entry of a list was changed after that moment. */
export function isLaterThan(entry: unknown, moment: string | null): boolean {
	const at = row.safeParse(entry).data?.date_modified;
	return moment !== null && typeof at === 'string' && at > moment;
}

/** @throws StoreError for a page that is none */
export function placeOf<T>(schema: z.ZodType<T>, page: string): T {
	try {
		return schema.parse(JSON.parse(page));
	} catch {
		throw new StoreError('rejected', 'This is no page of a list of BigCommerce. Begin anew.');
	}
}

/** What changed at the very moment is asked for as well. */
export const justBefore = (since: string): string =>
	new Date(Date.parse(since) - 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
