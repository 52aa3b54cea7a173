import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { readNumber } from '../payloadFields.ts';
import { refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { StoreResponse } from '../storeHttp.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { callBigCommerce, entriesIn, type BigCommerceConnection } from './client.ts';
import { storeUrlOf } from './credentials.ts';
import { isLaterThan, justBefore, placeOf, until, untilOf } from './listPlace.ts';
import { observeOrder, WITH_FEES } from './readOrder.ts';

/** Each order takes up to five further calls, and a page that is not finished is asked for again as a whole. */
const PAGE_SIZE = 5;
const PATH = '/v2/orders';

const place = z.object({
	/** Those that are archived come after the others. */
	phase: z.enum(['live', 'archived']),
	/** The number of the first order that has not come yet. */
	from: z.int().min(1),
	until,
});
type Place = z.output<typeof place>;

/**
 * Lists orders by their numbers.
 *
 * The orders that were archived are asked for where something is known already. That BigCommerce leaves them out
 * otherwise is not documented: each says itself whether it is one.
 */
export async function listOrders(
	connection: BigCommerceConnection,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const at: Place = page === null ? { phase: 'live', from: 1, until: null } : placeOf(place, page);
	const answer = await callBigCommerce(connection, {
		method: 'GET',
		path: PATH,
		query: {
			...WITH_FEES,
			sort: 'id:asc',
			min_id: String(at.from),
			...(since !== null && { min_date_modified: justBefore(since) }),
			...(at.phase === 'archived' && { is_deleted: 'true' }),
			limit: String(PAGE_SIZE),
		},
	});
	const entries = entriesIn(connection, `GET ${PATH}`, answer.body);
	if (entries.length > 0) leaveCallsToOthers(connection, answer);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entry of entries) {
		if (isLaterThan(entry, at.until)) continue;
		try {
			observations.push(...(await observeOrder(connection, entry, { withShipments: false })));
		} catch (error) {
			refused.push(refusedEntity(entry, error));
		}
	}
	const next = nextPlace({ ...at, until: at.until ?? untilOf(answer) }, entries, since);
	if (next?.from === at.from && next.phase === at.phase) {
		throw new StoreError(
			'rejected',
			`${storeUrlOf(connection.credentials)} answered to GET ${PATH} with other orders than those from number ${at.from} on: the list would never end.`,
			{ status: 200 },
		);
	}
	return { observations, refused, nextPage: next && JSON.stringify(next) };
}

const numbered = z.object({ id: z.coerce.number().int().min(1) });

/**
 * What was archived before anything was known here is no news.
 *
 * @returns `null` behind the last page
 */
function nextPlace(at: Place, entries: readonly unknown[], since: string | null): Place | null {
	const last = entries
		.flatMap((entry) => numbered.safeParse(entry).data?.id ?? [])
		.reduce((highest, id) => Math.max(highest, id), 0);
	if (entries.length >= PAGE_SIZE) return { ...at, from: Math.max(last + 1, at.from) };
	return at.phase === 'live' && since !== null ? { ...at, phase: 'archived', from: 1 } : null;
}

/** So many calls are left to messages and to what workflows write: they come from the same 150 in 30 seconds. */
const LEFT_TO_OTHERS = 30;
const CALLS_OF_PAGE = PAGE_SIZE * 5;

/** Waits for the next 30 seconds, where these have no calls left for a whole page. @throws StoreError */
function leaveCallsToOthers({ credentials }: BigCommerceConnection, { headers }: StoreResponse) {
	const left = readNumber(headers['x-rate-limit-requests-left']);
	const quota = readNumber(headers['x-rate-limit-requests-quota']);
	const resetMs = readNumber(headers['x-rate-limit-time-reset-ms']);
	if (left === null || quota === null || resetMs === null) return;
	// In a shop with a small quota, a half of it has to do.
	if (left >= Math.min(CALLS_OF_PAGE + LEFT_TO_OTHERS, quota / 2)) return;
	throw new StoreError(
		'throttled',
		`${storeUrlOf(credentials)} has ${left} of its ${quota} calls left for the next ${Math.ceil(resetMs / 1_000)} seconds. The import goes on after that.`,
		{ retryAfterMs: resetMs },
	);
}
