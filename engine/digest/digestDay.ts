import { dateFormat } from '../templates/formatters.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** When somebody wants the digest: at an hour of their own clock. */
export type DigestTime = {
	/** 0 to 23. */
	readonly hour: number;
	/** IANA: `Europe/Berlin`. */
	readonly timeZone: string;
};

/** A day that a digest is about. Times are epoch milliseconds. */
export type DigestDay = {
	/** `2026-11-25` */
	readonly date: string;
	readonly from: number;
	/** Where the next day begins. */
	readonly to: number;
	/** From when on it can be told. */
	readonly dueAt: number;
};

/**
 * The day whose digest is due: the one before the last time that the clock struck the hour.
 *
 * @throws RangeError for a time zone that is not known
 */
export function digestDay({ hour, timeZone }: DigestTime, nowMs: number): DigestDay {
	const local = nowMs + offsetOf(timeZone, nowMs);
	const today = Math.floor((local - hour * HOUR_MS) / DAY_MS) * DAY_MS;
	const moment = (onTheClock: number) => momentOf(timeZone, onTheClock);
	return {
		date: dateOf(today - DAY_MS),
		...{ from: moment(today - DAY_MS), to: moment(today) },
		dueAt: moment(today + hour * HOUR_MS),
	};
}

/** The day before one, as a date. */
export const dayBefore = (date: string): string => dateOf(Date.parse(date) - DAY_MS);

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** When a clock first shows something, or leaves it out: its days have 23 or 25 hours at times. */
function momentOf(timeZone: string, onTheClock: number): number {
	// One day before and one after, a clock is as it was and as it will be.
	const [earlier, later] = [-DAY_MS, DAY_MS].map(
		(away) => onTheClock - offsetOf(timeZone, onTheClock + away),
	) as [number, number];
	const shows = (ms: number) => ms + offsetOf(timeZone, ms) === onTheClock;
	return shows(earlier) || !shows(later) ? earlier : later;
}

/** How far a clock is ahead of UTC. */
function offsetOf(timeZone: string, ms: number): number {
	const shown = dateFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	return Date.parse(`${shown.format(ms).replace(' ', 'T')}Z`) - Math.floor(ms / 1_000) * 1_000;
}
