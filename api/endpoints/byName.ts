import { z } from 'zod/v4';
import { limitQuery } from './fields.ts';

/** By what a list is sorted: the beginning of a name, and the guid for those of one name. */
export type NameKey = { readonly name: string; readonly guid: string };

/** How much of a name counts, so that a cursor has an end; n8n itself takes 128 characters. */
const NAME_LENGTH = 200;
/** A character is six in JSON at most, and base64 makes four of three. */
const LONGEST_CURSOR = 2_000;
const USUAL_PAGE = 50;

const keySchema = z.tuple([z.string().max(NAME_LENGTH), z.guid()]);

const keyOf = ({ name, guid }: NameKey): NameKey => ({ name: name.slice(0, NAME_LENGTH), guid });

const cursorOf = ({ name, guid }: NameKey): string =>
	Buffer.from(JSON.stringify([name, guid])).toString('base64url');

/** @returns `null` for a text that no list has given */
function keyIn(cursor: string): NameKey | null {
	try {
		const text = Buffer.from(cursor, 'base64url').toString();
		const [name, guid] = keySchema.parse(JSON.parse(text));
		return cursorOf({ name, guid }) === cursor ? { name, guid } : null;
	} catch {
		return null;
	}
}

function inOrder(one: NameKey, other: NameKey): number {
	const byName = one.name.localeCompare(other.name);
	if (byName !== 0) return byName;
	return Number(one.guid > other.guid) - Number(one.guid < other.guid);
}

/** `?limit=…&cursor=…&name=…` of a list that is told whole where neither `limit` nor `cursor` is given. */
export const byNameQuery = {
	name: z.string().max(NAME_LENGTH).optional().describe('A part of the name, in any case'),
	limit: limitQuery
		.unwrap()
		.optional()
		.describe('How many at most; left out: all, or 50 where there is a `cursor`'),
	cursor: z
		.string()
		.max(LONGEST_CURSOR)
		.optional()
		.describe('`nextCursor` of the page before')
		.transform((given, context) => {
			if (given === undefined) return null;
			const key = keyIn(given);
			if (key !== null) return key;
			context.addIssue({
				code: 'custom',
				message: 'This is no nextCursor of a page before. Leave it out for the first page.',
			});
			return z.NEVER;
		}),
};

/** Whether a name has a part of `?name=…`, in any case. */
export const hasPart = (name: string, part = ''): boolean =>
	name.normalize().toLowerCase().includes(part.normalize().toLowerCase());

/**
 * One page of things that have names, in a stable order: what is there all the time is on exactly one page, whatever
 * comes and goes between two of them.
 *
 * @param sortedBy tells by which name a thing is sorted
 */
export function pageByName<T>(
	all: readonly T[],
	sortedBy: (one: T) => NameKey,
	{ limit, cursor }: { readonly limit?: number | undefined; readonly cursor: NameKey | null },
): { data: T[]; nextCursor: string | null; total: number } {
	const left = all
		.map((one) => ({ one, key: keyOf(sortedBy(one)) }))
		.filter(({ key }) => cursor === null || inOrder(key, cursor) > 0)
		.toSorted((some, other) => inOrder(some.key, other.key));
	const size = limit ?? (cursor === null ? left.length : USUAL_PAGE);
	const shown = left.slice(0, size);
	const last = shown.at(-1);
	return {
		data: shown.map(({ one }) => one),
		nextCursor: left.length > size && last !== undefined ? cursorOf(last.key) : null,
		total: all.length,
	};
}
