import { z } from 'zod/v4';
import {
	LONGEST_LINE,
	LONGEST_TEXT,
	MOST_ENTRIES,
	readNumber,
	readText,
	readTime,
	requiredId,
	tooMany,
} from '../payloadFields.ts';

/*
 * Field types of the generic contract: absent is "not told", `null` is "has none", and a value of a wrong
 * kind is an error with the field's path, so that whoever writes the store's side sees the mistake.
 */

export const id = requiredId;

const textOf = (longest: number) =>
	z
		.union([z.string(), z.number(), z.boolean()])
		.transform((value) => readText(typeof value === 'boolean' ? String(value) : value, longest))
		.nullish();

export const text = textOf(LONGEST_TEXT);

/** A text of one line, as in an address. */
export const line = textOf(LONGEST_LINE);

export const number = z.unknown().transform((value, context): number | null | undefined => {
	if (value === undefined || value === null || value === '') return value === '' ? null : value;
	const read = readNumber(value);
	if (read !== null) return read;
	context.addIssue({ code: 'custom', message: 'must be a number, such as 84.7 or "84.70"' });
	return z.NEVER;
});

export const time = z.unknown().transform((value, context): string | null | undefined => {
	if (value === undefined || value === null || value === '') return value === '' ? null : value;
	const read = readTime(value, '');
	if (read !== null) return read;
	context.addIssue({
		code: 'custom',
		message: 'must be a time with its zone, such as "2026-11-23T20:31:07Z"',
	});
	return z.NEVER;
});

/** A status in the store's words. */
export const word = z
	.string()
	.transform((value) => value.slice(0, LONGEST_LINE))
	.nullish();

/** Wrong entries that are told of one list: zod writes all problems of a message into one text. */
const MOST_WRONG_ENTRIES = 5;

/** `null` is an empty list. */
export const list = <T extends z.ZodType>(item: T) =>
	z.unknown().transform((value, context): Array<z.output<T>> | undefined => {
		if (value === undefined) return undefined;
		if (value === null) return [];
		if (!Array.isArray(value) || value.length > MOST_ENTRIES) {
			const message = Array.isArray(value) ? tooMany(value, MOST_ENTRIES) : 'must be a list';
			context.addIssue({ code: 'custom', message });
			return z.NEVER;
		}
		const read: Array<z.output<T>> = [];
		let wrong = 0;
		for (const [index, element] of value.entries()) {
			const parsed = item.safeParse(element);
			if (parsed.success) {
				read.push(parsed.data);
				continue;
			}
			for (const { path, message } of parsed.error.issues) {
				context.addIssue({ code: 'custom', path: [index, ...path], message });
			}
			wrong += 1;
			if (wrong === MOST_WRONG_ENTRIES) break;
		}
		return wrong === 0 ? read : z.NEVER;
	});

/** Not a record of zod's, which takes ten times as long as all the rest for very many fields. */
export const attributes = z
	.unknown()
	.transform((value, context): Record<string, unknown> | undefined => {
		if (value === undefined) return undefined;
		if (value === null) return {};
		const names = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : null;
		if (names !== null && names.length <= MOST_ENTRIES) return value as Record<string, unknown>;
		const message = names === null ? 'must be an object' : tooMany(names, MOST_ENTRIES);
		context.addIssue({ code: 'custom', message });
		return z.NEVER;
	});
