import { z } from 'zod/v4';
import type { Address } from '../events/entities.ts';

/**
 * Field types for the payloads of stores: a plugin or a new version of a shop that fills a field in an
 * unusual way must not stop its orders from arriving. A field that is absent stays `undefined` ("the
 * message does not tell"); what cannot be read as the kind that it should be is `null`.
 */
const lenient = <T>(read: (value: unknown) => T | null) =>
	z
		.unknown()
		.transform((value): T | null | undefined => (value === undefined ? undefined : read(value)));

/** Of a text. Longer ones are cut: no name, note or description of a shop comes near. */
export const LONGEST_TEXT = 100_000;

/** Of a text of one line. An order's address is written into each of its shipments. */
export const LONGEST_LINE = 1_000;

/** Of a list: a message with more entries is refused as a whole, for half a list would not add up. */
export const MOST_ENTRIES = 10_000;

/** A text; blank counts as none. Numbers are written out. */
export const text = lenient((value) => readText(value, LONGEST_TEXT));

/** A text of one line, as in an address. */
export const line = lenient((value) => readText(value, LONGEST_LINE));

/** A language as shops write it (`de_AT`, `pt-br`), as BCP 47 has it. */
export const language = lenient(readLanguage);

/** An amount or a count, as a number or as a decimal text (`"84.70"`). */
export const amount = lenient(readNumber);

/** A time with its zone (`2026-11-23T20:31:07+01:00`), as ISO 8601 in UTC. */
export const time = lenient((value) => readTime(value, ''));

/** A time in UTC that does not say so (`2026-11-23T20:31:07`), as ISO 8601 in UTC. */
export const timeInUtc = lenient((value) => readTime(value, 'Z'));

/** An id that refers to something: 0 and blank are none. */
export const reference = lenient((value) => (value === 0 || value === '0' ? null : readId(value)));

const LONGEST_ID = 200;

/** The id of the entity itself. The one field without which a payload is worth nothing. */
export const requiredId = z
	.union([z.string(), z.number()])
	.transform((value) => readId(value) ?? '')
	.pipe(z.string().min(1));

/** The parts of a list, each read by `item`; anything else in it is left out. `null` is an empty list. */
export const listOf = <T extends z.ZodType>(item: T, most = MOST_ENTRIES) =>
	z.unknown().transform((value, context): Array<z.output<T>> | undefined => {
		if (value === null) return [];
		const elements = listIn(value);
		if (elements === undefined) return undefined;
		if (elements.length > most) {
			context.addIssue({ code: 'custom', message: tooMany(elements, most) });
			return z.NEVER;
		}
		return elements.flatMap((element) => {
			const read = item.safeParse(element);
			return read.success ? [read.data] : [];
		});
	});

/**
 * The entries of a list. PHP sends one whose first entry was taken out as an object: `{"1": {…}}`.
 *
 * @returns `undefined` for what is no list
 */
export function listIn(value: unknown): readonly unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value !== 'object' || value === null) return undefined;
	const isList = Object.keys(value).every((key) => /^\d+$/.test(key));
	return isList ? Object.values(value) : undefined;
}

/** As `listOf`, for an answer that has to be a list. */
export const requiredListOf = <T extends z.ZodType>(item: T) =>
	z.preprocess((value) => listIn(value) ?? value, z.array(item));

/** A part of the payload, read by `part`. */
export const partOf = <T extends z.ZodType>(part: T) =>
	lenient((value): z.output<T> | null => part.safeParse(value).data ?? null);

/** What is wrong with a list that is too long. */
export function tooMany(list: readonly unknown[], most: number): string {
	return `has ${list.length} entries; at most ${most} are read`;
}

/** Longer than any number. */
const LONGEST_NUMBER = 100;

export function readNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	// Before the pattern, which takes the square of the length for a text that is no number.
	if (typeof value !== 'string' || value.length > LONGEST_NUMBER) return null;
	if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

/** Longer than any language tag that a shop has. */
const LONGEST_LANGUAGE = 35;

export function readLanguage(value: unknown): string | null {
	if (typeof value !== 'string' || value.length > LONGEST_LANGUAGE) return null;
	try {
		return Intl.getCanonicalLocales(value.trim().replaceAll('_', '-'))[0] ?? null;
	} catch {
		return null;
	}
}

/** PostgreSQL cannot store the character 0. */
export function readText(value: unknown, longest: number): string | null {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
	if (typeof value !== 'string') return null;
	// A pair of surrogates that is cut in two is no text that PostgreSQL takes.
	const read = value.length > longest ? value.slice(0, longest).toWellFormed() : value;
	return read.trim() === '' ? null : read.replaceAll('\0', '');
}

/** @returns `null` also for what is longer than any id: a part of it would be another one */
export function readId(value: unknown): string | null {
	const isLong = typeof value === 'string' && value.length > LONGEST_ID;
	return isLong ? null : readText(value, LONGEST_ID);
}

/** Longer than any time. */
const LONGEST_TIME = 100;

/** @param zone appended where the text names none; `''` leaves such a text unread */
export function readTime(value: unknown, zone: '' | 'Z'): string | null {
	const match =
		typeof value === 'string' && value.length <= LONGEST_TIME
			? /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
					value.trim(),
				)
			: null;
	if (!match) return null;
	const withZone = match[3] ? match[0] : match[0] + zone;
	if (!match[3] && zone === '') return null;
	const milliseconds = Date.parse(withZone.replace(' ', 'T'));
	if (Number.isNaN(milliseconds)) return null;
	const iso = new Date(milliseconds).toISOString();
	return /^\d{4}-/.test(iso) ? iso : null;
}

type Told<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what the store's message does not tell, so that what is known of it stays. */
export function told<T extends object>(fields: T): Partial<Told<T>> & Pick<T, KnownKeys<T>> {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as never;
}

/** Keys that are never undefined. */
type KnownKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];

/** An address in which nothing is written is none. */
export function addressOrNone(address: {
	readonly [K in keyof Address]: string | null | undefined;
}): Address | null {
	const written = Object.entries(address).map(([field, value]) => [field, value ?? null] as const);
	return written.some(([, value]) => value !== null)
		? (Object.fromEntries(written) as Address)
		: null;
}
