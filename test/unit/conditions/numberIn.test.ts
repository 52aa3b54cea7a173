import { numberIn } from '../../../engine/conditions/values.ts';

describe('numberIn', () => {
	it.each([
		[12.5, 12.5],
		['12.50', 12.5],
		[' 100 ', 100],
		['-3', -3],
		['+3', 3],
		['.5', 0.5],
		['1e3', 1000],
	])('finds the number in %p', (value, expected) => {
		expect(numberIn(value)).toBe(expected);
	});

	it.each(['', ' ', '12 EUR', '1,000.00', '0x10', '1_000', 'Infinity', 'NaN', '1e999'])(
		'finds none in the text %p',
		(text) => {
			expect(numberIn(text)).toBeNull();
		},
	);

	it.each([[NaN], [Infinity], [true], [null], [undefined], [[1]], [{}], [10n]])(
		'finds none in %p',
		(value) => {
			expect(numberIn(value)).toBeNull();
		},
	);
});
