import fc from 'fast-check';
import { parseJson, TooDeepError } from '../../../engine/providers/parseJson.ts';

describe('JSON of a store', () => {
	it.each([
		['12345678901234567', '12345678901234567'],
		['-9007199254740993', '-9007199254740993'],
		['9007199254740991', 9_007_199_254_740_991],
		['1234567890123456', 1_234_567_890_123_456],
		['12345678901234567.5', Number('12345678901234567.5')],
		['0.12345678901234567', Number('0.12345678901234567')],
		['12345678901234567e2', Number('12345678901234567e2')],
		['1e400', Number.POSITIVE_INFINITY],
		['"12345678901234567"', '12345678901234567'],
		[String.raw`"\"12345678901234567"`, '"12345678901234567'],
		[String.raw`"\\"`, '\\'],
	])('the number %s is read as %j', (json, expected) => {
		expect(parseJson(json)).toBe(expected);
		expect(parseJson(`{"a":[ ${json},{"b":${json}} ]}`)).toEqual({
			a: [expected, { b: expected }],
		});
	});

	it('is what JSON.parse makes of it, where no number is too long', () => {
		fc.assert(
			fc.property(
				fc.jsonValue({ maxDepth: 8 }),
				fc.constantFrom(undefined, 1, '\t'),
				(value, space) => {
					const json = JSON.stringify(value, null, space);
					// A number such as 1e21 is written with all its digits by nobody but us.
					fc.pre(!/\d{16}/.test(json));
					expect(parseJson(json)).toEqual(JSON.parse(json));
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it.each(['', '{', '"', '"\\', '[1,', '12345678901234567x', '-', '{"a":1}}', "{'a':1}"])(
		'%j is none',
		(text) => {
			expect(() => parseJson(text)).toThrow(SyntaxError);
		},
	);

	it('is read up to a depth, and brackets in a text are no depth', () => {
		const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
		expect(() => parseJson(nested(10), 10)).not.toThrow();
		expect(() => parseJson(nested(12), 10)).toThrow(TooDeepError);
		expect(() => parseJson(nested(200_000))).toThrow(TooDeepError);
		expect(parseJson(JSON.stringify('['.repeat(1_000)), 10)).toBe('['.repeat(1_000));
	});
});
