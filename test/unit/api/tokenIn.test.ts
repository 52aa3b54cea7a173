import { holdsToken, tokenIn } from '../../../api/http/tokenIn.ts';

const LENGTH = 200_000;
const ROUNDS = 400;
/** Other tests may have the processor for a while. */
const TRIES = 5;

const median = (values: number[]) => values.toSorted((one, other) => one - other)[ROUNDS / 2]!;

describe('the token of a request', () => {
	it('is read from a Bearer header, in any case of the word, and from nothing else', () => {
		expect(tokenIn('Bearer abc')).toBe('abc');
		expect(tokenIn('bearer  abc ')).toBe('abc');
		for (const header of [undefined, '', 'abc', 'Basic abc', 'Bearer', 'Bearer a b', 'Bearer ä']) {
			expect([header, tokenIn(header)]).toEqual([header, null]);
		}
	});

	it('is accepted when it is the right one, and only then', () => {
		expect(holdsToken('Bearer the-right-token', 'the-right-token')).toBe(true);
		for (const token of ['the-right-toke', 'the-right-token1', 'The-right-token', '']) {
			expect([token, holdsToken(`Bearer ${token}`, 'the-right-token')]).toEqual([token, false]);
		}
		expect(holdsToken('Bearer x', '')).toBe(false);
	});

	it('compare is constant-time: a token that is wrong in its last letter takes as long as one that is wrong in its first', () => {
		const right = 'a'.repeat(LENGTH);
		const headers = {
			first: `Bearer b${'a'.repeat(LENGTH - 1)}`,
			last: `Bearer ${'a'.repeat(LENGTH - 1)}b`,
		};
		const ratioOf = (): number => {
			const times = { first: [] as number[], last: [] as number[] };
			for (let round = 0; round < ROUNDS; round += 1) {
				for (const where of ['first', 'last'] as const) {
					const startedAt = performance.now();
					holdsToken(headers[where], right);
					times[where].push(performance.now() - startedAt);
				}
			}
			return median(times.last) / median(times.first);
		};
		const ratios: number[] = [];
		const isEqual = (ratio = NaN) => ratio > 0.8 && ratio < 1.25;
		while (!isEqual(ratios.at(-1)) && ratios.length < TRIES) ratios.push(ratioOf());
		expect(isEqual(ratios.at(-1))).toBe(true);
	});
});
