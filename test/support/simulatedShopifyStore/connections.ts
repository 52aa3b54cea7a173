import { GraphQLError } from 'graphql';

type Paging = { readonly first?: number | null; readonly after?: string | null };

/** "Input arguments that accept an array have a maximum size of 250": docs, API limits. */
const MOST_IN_A_PAGE = 250;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

function sizeOf({ first }: Paging): number {
	// The words are those of the API itself.
	if (typeof first !== 'number') {
		throw new GraphQLError('you must provide one of first or last', {
			extensions: { code: 'BAD_REQUEST' },
		});
	}
	if (first > MOST_IN_A_PAGE) {
		throw new GraphQLError(`first cannot exceed ${MOST_IN_A_PAGE}`, {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	}
	return first;
}

/** A list within a thing: its cursors are positions. */
export function connection<T>(items: readonly T[], paging: Paging) {
	const start = paging.after
		? Number(JSON.parse(Buffer.from(paging.after, 'base64').toString())) + 1
		: 0;
	const nodes = items.slice(start, start + sizeOf(paging));
	const end = start + nodes.length;
	return {
		nodes,
		pageInfo: {
			hasNextPage: end < items.length,
			hasPreviousPage: start > 0,
			endCursor: nodes.length > 0 ? encode(end - 1) : null,
		},
	};
}

type Changing = { readonly id: number; readonly updatedAt: number };
type Cursor = { readonly last_id: number; readonly last_value: string };

/** GraphQL writes times in UTC, by the second. */
export const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/**
 * The whole list, in the order of change. A cursor holds the value and the id of the entry before it
 * (`{"last_id":…,"last_value":"2026-11-23 20:31:08"}` when decoded), so that it stays good whatever changes.
 *
 * @see https://shopify.dev/docs/api/usage/pagination-graphql
 */
export function changesOf<T extends Changing, N>(
	items: Iterable<T>,
	args: Paging & { readonly query?: string | null; readonly sortKey?: string },
	toNode: (item: T) => N,
) {
	if (args.sortKey !== 'UPDATED_AT')
		throw new GraphQLError(`sortKey ${args.sortKey} is not simulated`);
	const since = args.query ? /^updated_at:>='([^']+)'$/.exec(args.query)?.[1] : '';
	if (since === undefined || (since !== '' && Number.isNaN(Date.parse(since)))) {
		throw new GraphQLError(`query ${args.query} is not simulated`);
	}
	const after = args.after ? readCursor(args.after) : null;
	const isAfter = (item: T) =>
		after === null ||
		time(item.updatedAt) > after.last_value ||
		(time(item.updatedAt) === after.last_value && item.id > after.last_id);
	const found = [...items]
		.filter((item) => since === '' || time(item.updatedAt) >= time(Date.parse(since)))
		.sort((a, b) => time(a.updatedAt).localeCompare(time(b.updatedAt)) || a.id - b.id)
		.filter(isAfter);
	const page = found.slice(0, sizeOf(args));
	const last = page.at(-1);
	return {
		nodes: page.map(toNode),
		pageInfo: {
			hasNextPage: page.length < found.length,
			hasPreviousPage: after !== null,
			endCursor: last ? encode({ last_id: last.id, last_value: time(last.updatedAt) }) : null,
		},
	};
}

function readCursor(cursor: string): Cursor {
	try {
		const read = JSON.parse(Buffer.from(cursor, 'base64').toString()) as Cursor;
		if (typeof read.last_id === 'number') return read;
	} catch {
		// The same answer as for any other text that is no cursor.
	}
	throw new GraphQLError('Invalid cursor for current pagination sort.');
}
