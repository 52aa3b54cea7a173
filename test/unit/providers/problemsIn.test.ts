import { z } from 'zod/v4';
import { problemsIn } from '../../../engine/providers/problemsIn.ts';

describe('what a log says of a wrong message', () => {
	it('is the first five problems of at most 200 characters each, on one line', () => {
		const many = z.object({ [`a${'\n'.repeat(500)}`]: z.number(), list: z.array(z.number()) });
		const { error } = many.safeParse({ list: Array.from({ length: 1_000 }, () => 'x') });
		const told = problemsIn(error);
		expect(told.length).toBeLessThan(5 * 200 + 100);
		expect(told.split('; ')).toHaveLength(6);
		expect(told).toMatch(/; and 996 more$/);
		expect(told).not.toContain('\n');
		expect(told).toContain('"list.0": ');
	});

	it('is the message of any other error, cut', () => {
		expect(problemsIn(new Error('disk\nfull'))).toBe('disk full');
		expect(problemsIn(new Error('x'.repeat(100_000)))).toHaveLength(1_000);
		expect(problemsIn('why')).toBe('why');
	});
});
