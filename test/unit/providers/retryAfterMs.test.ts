import { retryAfterMs } from '../../../engine/providers/retryAfterMs.ts';

const NOW = new Date('2026-11-23T20:31:07Z');

describe('retryAfterMs', () => {
	it.each([
		[undefined, null],
		['2', 2_000],
		['0.5', 500],
		['Mon, 23 Nov 2026 20:32:07 GMT', 60_000],
		['Mon, 23 Nov 2026 20:30:07 GMT', 0],
		['soon', null],
		['99999999', 24 * 60 * 60_000],
	])('reads %j as %s', (header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});
});
