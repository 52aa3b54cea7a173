import { z } from 'zod/v4';
import { readId, readNumber, readTime, requiredId } from '../payloadFields.ts';

/*
 * Field types of the generic contract: absent is "not told", `null` is "has none", and a value of a wrong
 * kind is an error with the field's path, so that whoever writes the store's side sees the mistake.
 */

export const id = requiredId;

export const text = z
	.union([z.string(), z.number(), z.boolean()])
	.transform((value) => readId(typeof value === 'boolean' ? String(value) : value))
	.nullish();

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
export const word = z.string().nullish();

/** `null` is an empty list. */
export const list = <T extends z.ZodType>(item: T) =>
	z
		.array(item)
		.nullish()
		.transform((items) => (items === null ? [] : items));

export const attributes = z
	.record(z.string(), z.unknown())
	.nullish()
	.transform((given) => (given === null ? {} : given));
