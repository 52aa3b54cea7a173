import { beforeEnd, beforeRecord, type RunRecord } from '../../../torture/cutOff.ts';
import type { FaultLog } from '../../../torture/faults.ts';
import {
	isKept,
	lineOf,
	LONGEST_DELAY_MS,
	never,
	tableOf,
	type Effect,
	type Judge,
} from '../../../torture/ledger.ts';

const QUIET: FaultLog = { cuts: [], outages: [] };
const twice = (first: number, second: number): Effect[] => [
	{ key: 'a', at: first, id: '1' },
	{ key: 'a', at: second, id: '1' },
];
const killedAt = (at: number): FaultLog => ({ cuts: [{ of: 'n8n', at }], outages: [] });
const awayFrom = (from: number, to: number, cuts: FaultLog['cuts'] = []): FaultLog => ({
	cuts,
	outages: [{ from, to }],
});

describe('the ledger of torture', () => {
	it('keeps the promise where everything was done once', () => {
		const line = lineOf('mails', ['a', 'b'], [effect('b'), effect('a')], never);
		expect(line).toEqual({
			name: 'mails',
			expected: 2,
			done: 2,
			lost: [],
			doubled: [],
			unavoidable: [],
			longestMs: null,
		});
		expect(isKept([line])).toBe(true);
	});

	it('is broken by an effect that comes minutes after its cause, and not by its repetition', () => {
		const late = (ms: number) =>
			lineOf('mails', ['a'], [effect('a', 1_000 + ms)], never, () => 1_000);
		expect(isKept([late(LONGEST_DELAY_MS)])).toBe(true);
		expect(isKept([late(LONGEST_DELAY_MS + 1)])).toBe(false);
		const again = lineOf('mails', ['a'], twice(1_500, 900_000), never, () => 1_000);
		expect(again.longestMs).toBe(500);
	});

	it.each([
		['is missing', ['a', 'b'], [effect('a')]],
		['was done without having been asked for', ['a'], [effect('a'), effect('z')]],
		['is in our database twice', ['a'], twice(1_000, 1_001)],
	])('is broken by what %s', (_, expected, effects) => {
		expect(isKept([lineOf('events', expected, effects, never)])).toBe(false);
	});

	it('shows what it has counted as a table', () => {
		const line = lineOf('mails', ['a', 'b'], twice(1_000, 9_000), beforeRecord(killedAt(1_002)));
		expect(tableOf([line]).split('\n')).toEqual([
			'       expected  done  lost  doubled  unavoidable  longest',
			'mails         2     1     1        0            1        -',
		]);
	});
});

describe('what was done again by an action', () => {
	it.each([
		['nothing went away', twice(1_000, 9_000), QUIET],
		['n8n was killed only later', twice(1_000, 9_000), killedAt(5_000)],
		['n8n was killed after both', twice(1_000, 1_100), killedAt(8_000)],
		['n8n was killed long before both', twice(3_000, 9_000), killedAt(1_000)],
		[
			'it had another name',
			[effect('a', 1_000, 'one'), effect('a', 9_000, 'two')],
			killedAt(1_002),
		],
		[
			'only the second of three is excused',
			[...twice(1_000, 9_000), effect('a', 20_000)],
			killedAt(1_002),
		],
		[
			'somebody else went away',
			twice(1_000, 9_000),
			{ cuts: [{ of: 'store', at: 1_002 }], outages: [] } as FaultLog,
		],
	])('is doubled where %s', (_, effects, log) => {
		expect(isKept([lineOf('mails', ['a'], effects, beforeRecord(log))])).toBe(false);
	});

	it.each([
		['n8n was killed before it could be recorded', beforeRecord(killedAt(1_002))],
		['the other side read only after the kill what it had got', beforeRecord(killedAt(697))],
		[
			'the other side went away before it had answered',
			beforeRecord({ cuts: [{ of: 'mail server', at: 1_001 }], outages: [] }, ['mail server']),
		],
		[
			'n8n was killed while the database could not be written',
			beforeRecord(awayFrom(500, 4_500, [{ of: 'n8n', at: 5_000 }])),
		],
	])('is unavoidable where %s', (_, judge) => expectUnavoidable(twice(1_000, 9_000), judge));
});

describe('what was started again', () => {
	const starts: Effect[] = [
		{ key: 'a', at: 10_000, id: '7' },
		{ key: 'a', at: 30_000, id: '8' },
	];
	const remembering = (status: string): ReadonlyMap<string, RunRecord> =>
		new Map([['7', { status }]]);
	const sameRun = starts.map((start) => ({ ...start, id: '7' }));

	it.each([
		['the first run had succeeded, and nothing went away', starts, 'success', QUIET],
		['the first run had succeeded, and n8n was killed', starts, 'success', killedAt(11_000)],
		[
			'the first run had succeeded, and the database went away',
			starts,
			'success',
			awayFrom(11_000, 12_000),
		],
		['the first run had failed, and nothing went away', starts, 'error', QUIET],
		['the first run was cut off only after the second', starts, 'crashed', killedAt(40_000)],
		['n8n began the same run again, and nothing went away', sameRun, 'success', QUIET],
	])('is doubled where %s', (_, effects, status, log) => {
		const judge = beforeEnd(log, remembering(status));
		expect(isKept([lineOf('starts', ['a'], effects, judge)])).toBe(false);
	});

	it.each([
		['n8n was killed over the first run', starts, 'crashed', killedAt(11_000)],
		['a worker was killed, and n8n calls that an error', starts, 'error', killedAt(11_000)],
		['n8n had no database for the first run', starts, 'error', awayFrom(11_000, 12_000)],
		['n8n began the same run again after a kill', sameRun, 'success', killedAt(11_000)],
	])('is unavoidable where %s', (_, effects, status, log) =>
		expectUnavoidable(effects, beforeEnd(log, remembering(status))),
	);

	it('is unavoidable where n8n was killed and remembers nothing of the first run', () =>
		expectUnavoidable(starts, beforeEnd(killedAt(11_000), new Map())));
});

function expectUnavoidable(effects: readonly Effect[], judge: Judge): void {
	const line = lineOf('effects', ['a'], effects, judge);
	expect([line.lost, line.doubled, line.unavoidable.length]).toEqual([[], [], 1]);
	expect(isKept([line])).toBe(true);
}

function effect(key: string, at = 1_000, id = '1'): Effect {
	return { key, at, id };
}
