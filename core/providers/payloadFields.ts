import { z } from 'zod/v4';

/**
 * Field types for the payloads of stores: a plugin or a new version of a shop that fills a field in an
 * unusual way must not stop its orders from arriving. A field that is absent stays `undefined` ("the
 * message does not tell"); what cannot be read as the kind that it should be is `null`.
 */
const lenient = <T>(read: (value: unknown) => T | null) =>
	z
		.unknown()
		.transform((value): T | null | undefined => (value === undefined ? undefined : read(value)));

/** A text; blank counts as none. Numbers are written out. PostgreSQL cannot store the character 0. */
export const text = lenient((value) => {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.replaceAll('\0', '') : null;
});

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
	.pipe(z.string().min(1).max(LONGEST_ID));

/** The parts of a list, each read by `item`; anything else in it is left out. `null` is an empty list. */
export const listOf = <T extends z.ZodType>(item: T) =>
	z.unknown().transform((value): Array<z.output<T>> | undefined => {
		if (value === null) return [];
		if (!Array.isArray(value)) return undefined;
		return value.flatMap((element) => {
			const read = item.safeParse(element);
			return read.success ? [read.data] : [];
		});
	});

/** A part of the payload, read by `part`. */
export const partOf = <T extends z.ZodType>(part: T) =>
	lenient((value): z.output<T> | null => part.safeParse(value).data ?? null);

export function readNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}

export function readId(value: unknown): string | null {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
	return typeof value === 'string' && value.trim() !== '' ? value.replaceAll('\0', '') : null;
}

/** @param zone appended where the text names none; `''` leaves such a text unread */
export function readTime(value: unknown, zone: '' | 'Z'): string | null {
	const match =
		typeof value === 'string'
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
