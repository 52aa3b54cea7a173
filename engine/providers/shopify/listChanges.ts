import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition } from '../storeSide.ts';
import { CHANGE_LISTS, type ChangeList, type ReadPage } from './changeLists.ts';
import type { ShopifyCall } from './client.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { askOf, type Ask } from './graphql/ask.ts';

/** Shopify ends a list after 25,000 entries: https://shopify.dev/docs/api/usage/limits */
const MOST_IN_A_LIST = 24_000;

/** Where a listing stands. */
const place = z.object({
	cursor: z.string().nullable(),
	since: z.string().nullable(),
	/** Entries that this list has given, and the newest change in them. */
	given: z.number(),
	reached: z.string().nullable(),
	/** So many at once, where the shop has found more too much. */
	atOnce: z.number().int().positive().nullable(),
});
type Place = z.output<typeof place>;

/**
 * One page of `orders`, `customers` or `products`, in the order of their last change. Shopify's cursors hold
 * the change and the id of the last entry, so that one that changes meanwhile moves behind them.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/queries/orders
 */
export async function listChanges(
	call: ShopifyCall,
	connection: Connection<ShopifyCredentials>,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const ask = askOf(call, connection);
	const list = CHANGE_LISTS[entityType];
	const start = { cursor: null, since, given: 0, reached: null, atOnce: null };
	const from = page === null ? start : placeOf(page, start);
	const { observations, refused, next, atOnce } = await readPage(ask, list, from);
	const entries = observations.filter((each) => each.entityType === list.names.type);
	const reached = entries.reduce<string | null>(
		(newest, { changedAt }) =>
			changedAt !== null && (newest === null || changedAt > newest) ? changedAt : newest,
		from.reached,
	);
	return {
		observations: observations.filter(
			(each) => entityType !== 'Shipment' || each.entityType === 'Shipment',
		),
		refused,
		nextPage:
			next === null
				? null
				: JSON.stringify(
						placeAfter(from, { cursor: next, given: from.given + entries.length, reached, atOnce }),
					),
	};
}

/** A listing that has become too long for Shopify begins anew where it has come to. */
function placeAfter({ since }: Place, next: Omit<Place, 'since'>): Place {
	const { reached } = next;
	const isFurther = reached !== null && (since === null || reached > since);
	return next.given >= MOST_IN_A_LIST && isFurther
		? { ...next, cursor: null, since: reached, given: 0 }
		: { ...next, since };
}

function placeOf(page: string, start: Place): Place {
	try {
		return place.parse(JSON.parse(page));
	} catch {
		return start;
	}
}

async function readPage(
	ask: Ask,
	list: ChangeList,
	from: Place,
): Promise<ReadPage & Pick<Place, 'atOnce'>> {
	const query = `query changes($first: Int!, $after: String, $since: String) {
		page: ${list.names.list}(first: $first, after: $after, query: $since, sortKey: UPDATED_AT) {
			nodes { ${list.fields} }
			pageInfo { hasNextPage endCursor }
		}
	}`;
	let { cursor, since } = from;
	let { atOnce } = from;
	for (;;) {
		try {
			const variables = {
				first: atOnce ?? list.pageSize,
				after: cursor,
				since: sinceFilter(since),
			};
			return { ...(await list.page(ask, query, variables)), atOnce };
		} catch (error) {
			if (!(error instanceof StoreError)) throw error;
			const first = atOnce ?? list.pageSize;
			if (error.kind === 'too_large' && first > 1) atOnce = Math.floor(first / 2);
			else if (isLostCursor(error) && cursor !== null && from.reached !== null) {
				cursor = null;
				since = from.reached;
			} else throw error;
		}
	}
}

/** Shopify keeps time by the second: a fraction would leave out what changed in that second. */
function sinceFilter(since: string | null): string | null {
	return since === null ? null : `updated_at:>='${since.replace(/\.\d+/, '')}'`;
}

const isLostCursor = ({ kind, message }: StoreError) =>
	kind === 'rejected' && /invalid cursor|cursor .*(invalid|expired)/i.test(message);
