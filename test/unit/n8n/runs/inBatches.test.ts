import { inBatches } from '../../../../n8n/runs/inBatches.ts';

describe('many who ask for one thing each', () => {
	const asks: Array<readonly string[]> = [];
	let isAway = false;
	const ask = inBatches(async (keys) => {
		asks.push(keys);
		await new Promise((resolve) => setImmediate(resolve));
		if (isAway) throw new Error('away');
		return new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, `the ${key}`]));
	});
	beforeEach(() => {
		asks.length = 0;
		isAway = false;
	});

	it('are answered by one ask, and who comes while it is under way by the next', async () => {
		const first = ['a', 'b', 'a', 'unknown'].map(ask);
		await new Promise((resolve) => setImmediate(resolve));
		const second = ['c', 'd'].map(ask);
		expect(await Promise.all(first)).toEqual(['the a', 'the b', 'the a', null]);
		expect(await Promise.all(second)).toEqual(['the c', 'the d']);
		expect(asks).toEqual([
			['a', 'b', 'unknown'],
			['c', 'd'],
		]);
	});

	it('are asked for in several turns when there are too many of them', async () => {
		await Promise.all(Array.from({ length: 1_200 }, (_, index) => ask(String(index))));
		expect(asks.map(({ length }) => length)).toEqual([500, 500, 200]);
	});

	it('are all told of an error, and can ask again', async () => {
		isAway = true;
		const told = await Promise.allSettled(['a', 'b'].map(ask));
		expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		isAway = false;
		expect(await ask('a')).toBe('the a');
	});
});
