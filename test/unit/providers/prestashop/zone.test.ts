import { nextSecond, shopClock } from '../../../../engine/providers/prestashop/zone.ts';

const at = (time: string) => () => new Date(time);
const paris = (now: string) => shopClock('Europe/Paris', at(now));

describe("a shop's clock, which tells times without their zone", () => {
	it.each([
		['2026-01-15 12:00:00', '2026-01-15T11:00:00.000Z'],
		['2026-07-15 12:00:00', '2026-07-15T10:00:00.000Z'],
		['2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
		['2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
	])('%s in Paris is %s', (local, utc) => {
		expect(paris('2026-12-01T00:00:00Z').inUtc(local)).toBe(utc);
		expect(paris('2026-12-01T00:00:00Z').since(utc)).toBe(local);
	});

	it('is read in any zone, also those of half an hour, and across the date line', () => {
		const now = at('2026-06-01T00:00:00Z');
		expect(shopClock('Asia/Kolkata', now).inUtc('2026-02-01 00:15:00')).toBe(
			'2026-01-31T18:45:00.000Z',
		);
		expect(shopClock('Pacific/Kiritimati', now).inUtc('2026-02-01 00:15:00')).toBe(
			'2026-01-31T10:15:00.000Z',
		);
		expect(shopClock('UTC', now).inUtc('2026-02-01 00:15:00')).toBe('2026-02-01T00:15:00.000Z');
	});

	it('of the hour that it shows twice tells the one that has been', () => {
		// 2026-10-25: at 01:00 UTC, the clock in Paris goes from 03:00 back to 02:00.
		expect(paris('2026-10-25T00:40:00Z').inUtc('2026-10-25 02:30:00')).toBe(
			'2026-10-25T00:30:00.000Z',
		);
		expect(paris('2026-10-25T01:40:00Z').inUtc('2026-10-25 02:30:00')).toBe(
			'2026-10-25T01:30:00.000Z',
		);
	});

	it('is asked from the beginning of that hour on, for what comes after it has an earlier time', () => {
		const { since } = paris('2026-10-25T01:20:00Z');
		// Local 02:50, the first time; ten minutes later it is 02:00 again.
		expect(since('2026-10-25T00:50:00Z') <= '2026-10-25 02:00:00').toBe(true);
		expect(since('2026-10-25T01:50:00Z')).toBe('2026-10-25 02:50:00');
	});

	it.each([undefined, null, '', '0000-00-00 00:00:00', 'yesterday', 5, '2026-13-40 00:00:00'])(
		'takes %j for no time',
		(local) => {
			expect(paris('2026-12-01T00:00:00Z').inUtc(local)).toBeNull();
		},
	);

	it('counts on over the end of a year', () => {
		expect(nextSecond('2026-12-31 23:59:59')).toBe('2027-01-01 00:00:00');
	});
});
