import { createPool } from '../../../engine/actions/pool.ts';

const IDLE_MS = 1_000;

function poolOf(most: number) {
	const opened: string[] = [];
	const closed: string[] = [];
	const pool = createPool<string>((thing) => closed.push(thing), { idleMs: IDLE_MS, most });
	const use = async (key: string, task: () => Promise<void> = async () => {}) =>
		await pool.use(
			key,
			() => {
				opened.push(key);
				return key;
			},
			task,
		);
	return { opened, closed, use, pool };
}

describe('what is kept for the next action', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('is opened once for all who need it, and closed when nobody has for a while', async () => {
		const { opened, closed, use } = poolOf(10);
		await Promise.all([use('a'), use('a')]);
		jest.advanceTimersByTime(IDLE_MS - 1);
		await use('a');
		jest.advanceTimersByTime(IDLE_MS - 1);
		expect([opened, closed]).toEqual([['a'], []]);
		jest.advanceTimersByTime(1);
		expect(closed).toEqual(['a']);
		await use('a');
		expect(opened).toEqual(['a', 'a']);
	});

	it('is never more than may be, and what is in use is not closed for others', async () => {
		const { closed, use } = poolOf(2);
		const busy = Promise.withResolvers<void>();
		const using = use('a', async () => await busy.promise);
		await use('b');
		await use('c');
		expect(closed).toEqual(['b']);
		busy.resolve();
		await using;
		jest.advanceTimersByTime(IDLE_MS);
		expect(closed).toEqual(['b', 'c', 'a']);
	});

	it('is closed at the end', async () => {
		const { closed, use, pool } = poolOf(2);
		await use('a');
		pool.close();
		jest.advanceTimersByTime(IDLE_MS);
		expect(closed).toEqual(['a']);
	});
});
