import { dayBefore, digestDay, type DigestDay } from '../../../engine/digest/digestDay.ts';

const HOUR_MS = 3_600_000;
const at = (text: string) => Date.parse(text);

describe('the day that a daily digest is about', () => {
	it.each([
		['before the hour', '2026-11-26T05:59:59Z', '2026-11-24', '2026-11-25T06:00:00Z'],
		['at the hour', '2026-11-26T06:00:00Z', '2026-11-25', '2026-11-26T06:00:00Z'],
		['in the evening', '2026-11-26T22:30:00Z', '2026-11-25', '2026-11-26T06:00:00Z'],
		['after midnight there', '2026-11-26T23:30:00Z', '2026-11-25', '2026-11-26T06:00:00Z'],
	])('is the one before the last time the clock struck seven: %s', (_when, now, date, dueAt) => {
		const day = digestDay({ hour: 7, timeZone: 'Europe/Berlin' }, at(now));
		expect([day.date, day.dueAt]).toEqual([date, at(dueAt)]);
		expect(day.to - day.from).toBe(24 * HOUR_MS);
	});

	it.each([
		['America/Los_Angeles', '2026-06-11T14:00:00Z', '2026-06-10T07:00:00Z'],
		['Asia/Kolkata', '2026-06-11T14:00:00Z', '2026-06-09T18:30:00Z'],
		['UTC', '2026-06-11T14:00:00Z', '2026-06-10T00:00:00Z'],
	])('begins at midnight in %s', (timeZone, now, from) => {
		expect(digestDay({ hour: 7, timeZone }, at(now))).toMatchObject({
			...{ date: '2026-06-10', from: at(from) },
		});
	});

	it.each([
		['set forward', 'Europe/Berlin', '2026-03-30T10:00:00Z', '2026-03-29', 23],
		['set back', 'Europe/Berlin', '2026-10-26T10:00:00Z', '2026-10-25', 25],
		['set forward at midnight', 'Africa/Cairo', '2026-04-25T10:00:00Z', '2026-04-24', 23],
		['set forward at midnight', 'America/Santiago', '2026-09-07T12:00:00Z', '2026-09-06', 23],
		['set forward on the next day', 'America/Santiago', '2026-09-06T12:00:00Z', '2026-09-05', 24],
		['set back at midnight', 'America/Santiago', '2026-04-05T12:00:00Z', '2026-04-04', 25],
		['set back to midnight', 'America/Havana', '2026-11-02T13:00:00Z', '2026-11-01', 25],
	])(
		'has as many hours as it had where clocks were %s in %s',
		(_how, timeZone, now, date, hours) => {
			const day = digestDay({ hour: 7, timeZone }, at(now));
			expect([day.date, (day.to - day.from) / HOUR_MS]).toEqual([date, hours]);
		},
	);

	it.each(['Europe/Berlin', 'America/Santiago', 'America/Havana'])(
		'begins where the one before it ends, and is due once, through a year in %s',
		(timeZone) => {
			for (const hour of [0, 2, 23]) {
				const days = new Map<string, DigestDay>();
				const early: string[] = [];
				for (let now = at('2026-01-01T12:00:00Z'); now < at('2027-01-01'); now += HOUR_MS) {
					const day = digestDay({ hour, timeZone }, now);
					if (day.dueAt > now) early.push(day.date);
					days.set(JSON.stringify(day), day);
				}
				const all = [...days.values()];
				expect(early).toEqual([]);
				expect(all.slice(1).map(({ date, from }) => [dayBefore(date), from])).toEqual(
					all.slice(0, -1).map(({ date, to }) => [date, to]),
				);
			}
		},
	);

	it.each([
		['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-28'],
		['America/New_York', '2026-03-08T07:00:00Z', '2026-03-07'],
	])(
		'of an hour that the clock leaves out is due when the next one begins: %s',
		(timeZone, now, date) => {
			const day = digestDay({ hour: 2, timeZone }, at(now));
			expect(day).toMatchObject({ date, dueAt: at(now) });
		},
	);

	it('of an hour that the clock strikes twice is due at the first of them', () => {
		const day = digestDay({ hour: 2, timeZone: 'Europe/Berlin' }, at('2026-10-25T00:00:00Z'));
		expect(day).toMatchObject({ date: '2026-10-24', dueAt: at('2026-10-25T00:00:00Z') });
	});

	it('follows the day before it, also over the end of a year', () => {
		expect(dayBefore('2027-01-01')).toBe('2026-12-31');
	});
});
