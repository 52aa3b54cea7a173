import { dayBefore, digestDay } from '../../../engine/digest/digestDay.ts';

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
		['set forward', '2026-03-30T10:00:00Z', '2026-03-29', 23],
		['set back', '2026-10-26T10:00:00Z', '2026-10-25', 25],
	])('has as many hours as it had where clocks were %s', (_how, now, date, hours) => {
		const day = digestDay({ hour: 7, timeZone: 'Europe/Berlin' }, at(now));
		expect([day.date, (day.to - day.from) / HOUR_MS]).toEqual([date, hours]);
	});

	it('of an hour that the clock leaves out is due when the next one begins', () => {
		const day = digestDay({ hour: 2, timeZone: 'Europe/Berlin' }, at('2026-03-29T01:00:00Z'));
		expect(day).toMatchObject({ date: '2026-03-28', dueAt: at('2026-03-29T01:00:00Z') });
	});

	it('follows the day before it, also over the end of a year', () => {
		expect(dayBefore('2027-01-01')).toBe('2026-12-31');
	});
});
