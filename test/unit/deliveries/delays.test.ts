import { parseDelays } from '../../../engine/deliveries/delays.ts';

describe('waiting times as a person writes them', () => {
	it.each([
		['10s, 1m, 10m, 1h, 6h', [10_000, 60_000, 600_000, 3_600_000, 21_600_000]],
		[' 2 d ', [172_800_000]],
		['0s', [0]],
		['', []],
		[' , ', []],
	])('%j', (text, delays) => {
		expect(parseDelays(text)).toEqual(delays);
	});

	it.each(['10', 'ten seconds', '-1s', '1.5h', '10s; 1m', '10sm', '9999999999s'])(
		'%j is refused with what it should look like',
		(text) => {
			expect(() => parseDelays(text)).toThrow(/is not a waiting time.*10s, 1m, 6h/s);
		},
	);

	it('are not endless', () => {
		expect(() => parseDelays(Array(51).fill('1s').join(','))).toThrow(
			/51 waiting times.*At most 50/s,
		);
	});
});
