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
