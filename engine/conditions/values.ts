import type { Scalar } from './conditions.ts';

/** What a store leaves blank: missing, null or empty text. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

const DECIMAL = /^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})(e[+-]?\d{1,3})?$/i;

/**
 * The number that a value is, or that a text writes out: `100`, `"100"`, `" 99.50 "`. Stores send amounts
 * both ways.
 *
 * @returns `null` for all else: `""`, `"12 EUR"`, `"0x10"`, `true`, `NaN`
 */
export function numberIn(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string') return null;
	const text = value.trim();
	if (!DECIMAL.test(text)) return null;
	const number = Number(text);
	return Number.isFinite(number) ? number : null;
}

/** Of a text: what comes after is not compared. */
const LONGEST_COMPARED = 100_000;

/**
 * Accents upon one letter. Putting them in order takes the square of their number: 50,000 took two
 * seconds. No language has 30 of them.
 *
 * @see https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
const LONG_RUN_OF_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * The text of a value in the form in which texts are compared: without regard to case, and to how an
 * accent is stored.
 *
 * @returns `null` for what has no text: null, lists, objects
 */
export function textIn(value: unknown): string | null {
	if (typeof value === 'string') {
		const text = value.slice(0, LONGEST_COMPARED).replace(LONG_RUN_OF_MARKS, '$1');
		return text.normalize('NFC').toLowerCase();
	}
	if (typeof value === 'number' || typeof value === 'boolean') return String(value).toLowerCase();
	return null;
}

const ISO =
	/^([1-9]\d{3})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Epoch milliseconds, both ends included. */
export type TimeSpan = { readonly firstMs: number; readonly lastMs: number };

/**
 * The time that an ISO 8601 text means: a moment for `2026-01-31T10:00:00Z`, a whole day for
 * `2026-01-31`. Without a zone it is UTC.
 *
 * @returns `null` for text that is no such date, and for a date that the calendar does not have
 */
export function timeSpan(value: unknown): TimeSpan | null {
	if (typeof value !== 'string' || value.length > 40) return null;
	const match = ISO.exec(value.trim());
	if (match === null) return null;
	const [, year, month, day, hour, minute, second, fraction, zone] = match;
	const dayMs = dayStart(Number(year), Number(month), Number(day));
	if (dayMs === null) return null;
	if (hour === undefined) return { firstMs: dayMs, lastMs: dayMs + DAY_MS - 1 };
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
	const offsetMinutes = zoneMinutes(zone);
	if (offsetMinutes === null) return null;
	const milliseconds = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
	const minutes = Number(hour) * 60 + Number(minute) - offsetMinutes;
	const moment = dayMs + minutes * MINUTE_MS + Number(second ?? 0) * 1000 + milliseconds;
	return { firstMs: moment, lastMs: moment };
}

/** `Date` turns 30 February into 2 March; a date that comes back as another one is refused. */
function dayStart(year: number, month: number, day: number): number | null {
	const ms = Date.UTC(year, month - 1, day);
	const date = new Date(ms);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : null;
}

function zoneMinutes(zone: string | undefined): number | null {
	if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
	const hours = Number(zone.slice(1, 3));
	const minutes = Number(zone.slice(-2));
	if (hours > 23 || minutes > 59) return null;
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Where a value lies: before (-1), at (0) or after (1); `null` when the two cannot be compared. */
export type Position = -1 | 0 | 1 | null;

/**
 * Compares values with a number or a date. Numbers compare with numbers, dates with dates; a date
 * without a time is the whole day in UTC, so `2026-01-31T18:00:00Z` lies at `2026-01-31`.
 */
export function positionOf(operand: unknown): (value: unknown) => Position {
	const number = numberIn(operand);
	if (number !== null) return (value) => relation(numberIn(value), number, number);
	const span = timeSpan(operand);
	if (span === null) return () => null;
	return (value) => relation(momentIn(value), span.firstMs, span.lastMs);
}

/** Beside a date, a number is epoch milliseconds. */
function momentIn(value: unknown): number | null {
	return typeof value === 'number' ? value : (timeSpan(value)?.firstMs ?? null);
}

function relation(value: number | null, first: number, last: number): Position {
	if (value === null) return null;
	return value < first ? -1 : value > last ? 1 : 0;
}

/**
 * Tests the values of a field for equality with `operand`; one that is equal is enough.
 *
 * - `null` and `""` are equal to a field that is blank: missing, null, empty text or an empty list.
 * - A number is equal to a text that writes it out: `100` and `"100.00"`. Two texts are compared as
 *   texts, so the SKU `"007"` is not `"7"`.
 * - A date is equal to the same moment however it is written, and a day to each moment in it.
 * - Text is compared without regard to case.
 */
export function equalTo(operand: Scalar): (values: readonly unknown[]) => boolean {
	if (isEmpty(operand)) return (values) => values.length === 0 || values.some(isEmpty);
	const equals = equalToOne(operand);
	return (values) => values.some(equals);
}

function equalToOne(operand: Scalar): (value: unknown) => boolean {
	const text = textIn(operand);
	if (typeof operand === 'number') return (value) => numberIn(value) === operand;
	if (typeof operand === 'boolean') {
		return (value) => typeof value !== 'number' && textIn(value) === text;
	}
	const number = numberIn(operand);
	const position = timeSpan(operand) === null ? () => null : positionOf(operand);
	return (value) => {
		if (typeof value === 'number') return number !== null && value === number;
		return textIn(value) === text || position(value) === 0;
	};
}
