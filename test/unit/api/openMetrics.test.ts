import { openMetrics, type Metric } from '../../../api/http/openMetrics.ts';
import { readOpenMetrics } from '../../support/readOpenMetrics.ts';

describe('metrics are OpenMetrics text, whatever stores are called', () => {
	const NAMES = [
		'Shop',
		'A "good" one',
		'C:\\shop\\',
		'two\nlines',
		'ends with \\',
		'} 7\n# EOF',
		'',
	];

	it.each(NAMES)('%j', (name) => {
		const metrics: Metric[] = [
			{
				name: 'a_seconds',
				type: 'gauge',
				help: `Of ${name}`,
				samples: [{ labels: { name }, value: 1.5 }],
			},
			{ name: 'b', type: 'counter', help: 'Ends', samples: [{ value: 3 }] },
			{ name: 'c', type: 'gauge', help: 'Nothing yet', samples: [] },
		];
		expect(readOpenMetrics(openMetrics(metrics))).toEqual([
			{ ...metrics[0], unit: 'seconds' },
			{ ...metrics[1], unit: null, samples: [{ labels: {}, value: 3 }] },
			{ ...metrics[2], unit: null },
		]);
	});
});
