import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFigures } from '../../../bench/report/performanceDoc.ts';
import { DOCUMENTED, readResults } from '../../../bench/report/results.ts';

const DOCUMENT = join(__dirname, '../../../docs/performance.md');

/** Without the room that prettier leaves between cells and blocks. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll(/-{2,}/g, '--');

const results = {
	measuredAt: '2026-01-31T12:00:00.000Z',
	isQuick: false,
	versions: { package: '1.2.3', commit: 'abc', n8n: '2.41.1', node: '24.0.0' },
	machine: { processors: 2, model: 'Some', memoryGb: 8, system: 'linux x64', loadBefore: 0.1 },
	scenarios: { latency: { p50Ms: 20, p95Ms: 90, peerP50Ms: 80, peerP95Ms: 100 } },
	profiles: {
		burst: {
			busy: 0.75,
			packages: [{ name: 'n8n-core', share: 0.5 }],
			functions: [
				{ name: 'run in n8n-core', share: 0.25 },
				{ name: 'stop in n8n-core', share: 0.125 },
			],
		},
	},
};

describe('docs/performance.md', () => {
	const document = readFileSync(DOCUMENT, 'utf8');

	it('tells what bench/results/documented.json holds, or that nothing has been measured', () => {
		if (!existsSync(DOCUMENTED)) return expect(document).toContain('Not measured yet.');
		expect(plain(withFigures(document, readResults(DOCUMENTED)))).toBe(plain(document));
	});

	it('has a place for the machine, the figures and the profiles, whatever it told before', () => {
		const once = withFigures(document, results);
		for (const told of ['1.2.3 (abc), n8n 2.41.1', '| 0.25 × ', '| n8n-core', '12.5 %']) {
			expect(once).toContain(told);
		}
		expect(withFigures(once, results)).toBe(once);
	});
});
