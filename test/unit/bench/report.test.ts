import { figuresOf } from '../../../bench/report/figures.ts';
import { profileOf } from '../../../bench/report/profileOf.ts';
import { cellsOf, shown, tableOf } from '../../../bench/report/table.ts';

const latency = { p50Ms: 20, p95Ms: 90, peerP50Ms: 80, peerP95Ms: 100 };

describe('the report of the bench', () => {
	it('puts both figures side by side, with their ratio and whether what is wanted is reached', () => {
		const [median] = figuresOf({ scenarios: { latency } });
		expect(median).toMatchObject({ ours: 20, peer: 80, ratio: 0.25 });
		expect(median!.wanted).toEqual({ words: '≤ 0.3 ×', ratio: 0.3, isReached: true });
		const [slower] = figuresOf({ scenarios: { latency: { ...latency, p50Ms: 40 } } });
		expect(slower!.wanted!.isReached).toBe(false);
	});

	it('has only the figures of what was measured, and fails where a scenario lacks one', () => {
		expect(figuresOf({ scenarios: {} })).toEqual([]);
		expect(() => figuresOf({ scenarios: { latency: { p50Ms: 1 } } })).toThrow(
			'p50Ms and peerP50Ms',
		);
	});

	it('writes figures with three digits, in columns', () => {
		expect([shown(1234.5, '/s'), shown(12.345, 'ms'), shown(0.2468, '×'), shown(0, 'ms')]).toEqual([
			'1235/s',
			'12.3 ms',
			'0.25 ×',
			'0.00 ms',
		]);
		const lines = tableOf(cellsOf(figuresOf({ scenarios: { latency } }))).split('\n');
		expect(new Set(lines.map((line) => line.length)).size).toBe(1);
		expect(lines[2]).toMatch(/median +\| 20\.0 ms +\| 80\.0 ms \(.+\) +\| 0\.25 × +\| ≤ 0\.3 ×/);
	});

	it('sums up a CPU profile by package and function, of the time in which the thread was busy', () => {
		const frame = (id: number, functionName: string, url: string) => ({
			id,
			callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 },
		});
		const summary = profileOf({
			nodes: [
				frame(1, '(idle)', ''),
				frame(2, 'run', 'file:///n8n/node_modules/n8n-core/dist/run.js'),
				frame(3, 'post', 'file:///x/node_modules/n8n-nodes-commerce/dist/chunks/a.js'),
				frame(4, 'query', 'file:///n8n/node_modules/.pnpm/a/node_modules/@n8n/typeorm/q.js'),
				frame(5, '(garbage collector)', ''),
			],
			samples: [1, 2, 2, 3, 4, 5],
			timeDeltas: [500, 30, 30, 20, 10, 10],
		});
		expect(summary.busy).toBeCloseTo(100 / 600);
		expect(summary.packages).toEqual([
			{ name: 'n8n-core', share: 0.6 },
			{ name: 'n8n-nodes-commerce', share: 0.2 },
			{ name: '@n8n/typeorm', share: 0.1 },
			{ name: 'garbage collection', share: 0.1 },
		]);
		expect(summary.functions[0]).toEqual({ name: 'run in n8n-core', share: 0.6 });
	});
});
