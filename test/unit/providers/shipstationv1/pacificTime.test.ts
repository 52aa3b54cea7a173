import fc from 'fast-check';
import { fromPacific, toPacific } from '../../../../engine/providers/shipstationv1/pacificTime.ts';

describe('a time of ShipStation V1', () => {
	it.each([
		['2026-03-01T04:00:00.1230000', '2026-03-01T12:00:00.123Z', 'in winter'],
		['2026-07-01T04:00:00.0000000', '2026-07-01T11:00:00.000Z', 'in summer'],
		['2026-07-01 04:00:00', '2026-07-01T11:00:00.000Z', 'with a blank'],
		['2026-03-08T01:59:59', '2026-03-08T09:59:59.000Z', 'before the clocks go forward'],
		['2026-03-08T03:00:00', '2026-03-08T10:00:00.000Z', 'after they did'],
		['2026-11-01T00:59:59', '2026-11-01T07:59:59.000Z', 'before the hour that comes twice'],
		['2026-11-01T01:30:00', '2026-11-01T09:30:00.000Z', 'in that hour'],
		['2026-11-01T02:00:00', '2026-11-01T10:00:00.000Z', 'after it'],
		['2026-12-31T23:30:00', '2027-01-01T07:30:00.000Z', 'at the end of a year'],
		['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z', 'with a zone'],
	])('%s is %s: %s', (told, utc) => {
		expect(fromPacific(told)).toBe(utc);
	});

	it.each(['', '2026-03-01', 'now', null, 7, {}, '2026-13-01T00:00:00'])('is none: %j', (told) => {
		expect(fromPacific(told)).toBeNull();
	});

	it('is asked for as it is told', () => {
		expect(toPacific(new Date('2026-03-01T12:00:00Z'))).toBe('2026-03-01 04:00:00');
		expect(toPacific(new Date('2026-07-01T06:30:05Z'))).toBe('2026-06-30 23:30:05');
	});

	it('is the same moment again, or one hour later in the hour that comes twice', () => {
		const times = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
		fc.assert(
			fc.property(times, (time) => {
				const second = Math.floor(time / 1_000) * 1_000;
				const again = Date.parse(fromPacific(toPacific(new Date(second)))!);
				expect([0, 3_600_000]).toContain(again - second);
			}),
		);
	});
});
