import { readTime } from '../payloadFields.ts';

const PACIFIC = new Intl.DateTimeFormat('en-CA', {
	timeZone: 'America/Los_Angeles',
	hourCycle: 'h23',
	...{ year: 'numeric', month: '2-digit', day: '2-digit' },
	...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/**
 * A time as ShipStation asks for it: `2026-03-01 04:00:00`, by the clocks of the Pacific coast.
 *
 * @see https://docs.shipstation.com/apis/shipstation-v1/docs/start-here/requirements
 */
export function toPacific(utc: Date): string {
	const parts = new Map(PACIFIC.formatToParts(utc).map(({ type, value }) => [type, value]));
	const [date, time] = [
		['year', 'month', 'day'] as const,
		['hour', 'minute', 'second'] as const,
	].map((names) => names.map((name) => parts.get(name)));
	return `${date!.join('-')} ${time!.join(':')}`;
}

/**
 * A time as ShipStation tells it (`2026-03-01T04:00:00.1230000`), as ISO 8601 in UTC. Of the hour that comes twice in
 * autumn, the second one is taken.
 *
 * @returns `null` for what is no time
 */
export function fromPacific(value: unknown): string | null {
	const wall = readTime(value, 'Z');
	if (wall === null || /(?:Z|[+-]\d{2}:?\d{2})$/i.test(String(value).trim())) return wall;
	const wallMs = Date.parse(wall);
	const behindMs = (utcMs: number) =>
		Math.floor(utcMs / 1_000) * 1_000 -
		Date.parse(`${toPacific(new Date(utcMs)).replace(' ', 'T')}Z`);
	// The first guess may lie on the other side of a change of the clocks.
	const guess = wallMs + behindMs(wallMs + 8 * 3_600_000);
	return new Date(wallMs + behindMs(guess)).toISOString();
}
