import { z } from 'zod/v4';
import { Refused } from './refused.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 250;

const querySchema = z.object({
	updatedSince: z.iso.datetime({ offset: true }).optional(),
	cursor: z.string().optional(),
	limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
});

type Listed = { readonly id: string; readonly updatedAt: string | null };

/**
 * One page of a list, oldest change first. `updatedSince` includes its own instant; `cursor` is what the
 * page before gave as `nextCursor`, which is null on the last page.
 *
 * @throws Refused for parameters that are not what docs/generic-store.md says
 */
export function pageOf<T extends Listed>(
	list: readonly T[],
	query: URLSearchParams,
): { data: T[]; total: number; nextCursor: string | null } {
	const parsed = querySchema.safeParse(Object.fromEntries(query));
	if (!parsed.success) throw new Refused(z.prettifyError(parsed.error), 400);
	const { updatedSince, cursor, limit } = parsed.data;
	const since = updatedSince === undefined ? '' : new Date(updatedSince).toISOString();
	const after = cursor === undefined ? '' : readCursor(cursor);
	const left = list
		.filter(({ updatedAt }) => (updatedAt ?? '') >= since)
		.filter((entity) => positionOf(entity) > after)
		.sort((one, other) => (positionOf(one) < positionOf(other) ? -1 : 1));
	const data = left.slice(0, limit);
	const last = data.at(-1);
	return {
		data,
		total: left.length,
		nextCursor:
			last === undefined || left.length === data.length
				? null
				: Buffer.from(positionOf(last), 'utf8').toString('base64url'),
	};
}

function positionOf({ id, updatedAt }: Listed): string {
	return `${updatedAt ?? ''}|${id}`;
}

function readCursor(cursor: string): string {
	const position = Buffer.from(cursor, 'base64url').toString('utf8');
	if (/^(\d{4}-[^|]*)?\|/.test(position)) return position;
	throw new Refused(`"${cursor}" is no cursor of this store.`, 400);
}
