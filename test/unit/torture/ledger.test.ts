import { isKept, lineOf, tableOf, type Effect } from '../../../torture/ledger.ts';
import type { FaultLog } from '../../../torture/faults.ts';

const QUIET: FaultLog = { cuts: [], outages: [] };
const twice = (first: number, second: number): Effect[] => [
	{ key: 'a', at: first, id: '1' },
	{ key: 'a', at: second, id: '1' },
];
const killedAt = (at: number): FaultLog => ({ cuts: [{ of: 'n8n', at }], outages: [] });

describe('the ledger of torture', () => {
	it('keeps the promise where everything was done once', () => {
		const line = lineOf('mails', ['a', 'b'], [effect('b'), effect('a')], QUIET);
		expect(line).toEqual({
			name: 'mails',
			expected: 2,
			done: 2,
			lost: [],
			doubled: [],
			unavoidable: [],
		});
		expect(isKept([line])).toBe(true);
	});

	it.each([
		['is missing', ['a', 'b'], [effect('a')], QUIET],
		['was done twice', ['a'], twice(1_000, 9_000), QUIET],
		['was done twice, long before a kill', ['a'], twice(1_000, 9_000), killedAt(5_000)],
		['was done twice, and a kill came after that', ['a'], twice(1_000, 1_100), killedAt(8_000)],
		['was done without having been asked for', ['a'], [effect('a'), effect('z')], QUIET],
		[
			'was done again in another name',
			['a'],
			[effect('a', 1_000, 'one'), effect('a', 9_000, 'two')],
			killedAt(1_002),
		],
		[
			'was done a third time, and only the second is excused',
			['a'],
			[...twice(1_000, 9_000), effect('a', 20_000)],
			killedAt(1_002),
		],
		[
			'was done twice, and somebody else was away',
			['a'],
			twice(1_000, 9_000),
			{ cuts: [{ of: 'store', at: 1_002 }], outages: [] } as FaultLog,
		],
	])('is broken by what %s', (_, expected, effects, log) => {
		expect(isKept([lineOf('mails', expected, effects, log)])).toBe(false);
	});

	it.each([
		['n8n was killed before it could be recorded', killedAt(1_002), {}],
		[
			'the other side went away before it had answered',
			{ cuts: [{ of: 'mail server', at: 1_001 }], outages: [] } as FaultLog,
			{ peers: ['mail server' as const] },
		],
		['n8n was killed before its run had ended', killedAt(4_000), { withinMs: 5_000 }],
		[
			'n8n was killed while the database could not be written',
			{ cuts: [{ of: 'n8n', at: 5_000 }], outages: [{ from: 500, to: 4_500 }] } as FaultLog,
			{},
		],
	])('counts apart what was done again because %s', (_, log, recording) => {
		const line = lineOf('mails', ['a'], twice(1_000, 9_000), log, recording);
		expect([line.lost, line.doubled, line.unavoidable.length]).toEqual([[], [], 1]);
		expect(isKept([line])).toBe(true);
	});

	it('shows what it has counted as a table', () => {
		const line = lineOf('mails', ['a', 'b'], twice(1_000, 9_000), killedAt(1_002));
		expect(tableOf([line]).split('\n')).toEqual([
			'       expected  done  lost  doubled  unavoidable',
			'mails         2     1     1        0            1',
		]);
	});
});

function effect(key: string, at = 1_000, id = '1'): Effect {
	return { key, at, id };
}
