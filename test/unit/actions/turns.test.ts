import { createTurns } from '../../../engine/actions/turns.ts';

describe('turns', () => {
	it('let tasks of one key run one after another, even after one that failed', async () => {
		const inTurn = createTurns();
		const steps: string[] = [];
		const task =
			(name: string, fails = false) =>
			async () => {
				steps.push(`${name} starts`);
				await Promise.resolve();
				steps.push(`${name} ends`);
				if (fails) throw new Error(name);
				return name;
			};
		const outcomes = await Promise.allSettled([
			inTurn('x', task('a', true)),
			inTurn('x', task('b')),
			inTurn('x', task('c')),
		]);
		expect(steps).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
	});

	it('let tasks of different keys run side by side', async () => {
		const inTurn = createTurns();
		const { promise, resolve } = Promise.withResolvers<string>();
		const first = inTurn('x', async () => await promise);
		await inTurn('y', async () => resolve('y came meanwhile'));
		expect(await first).toBe('y came meanwhile');
	});
});
