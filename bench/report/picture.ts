import { init } from 'echarts';
import type { Figure } from './figures.ts';

const WIDTH = 860;
const ROW = 44;
const MARGIN = 90;
const OURS = '#14b8a6';
const INK = '#1f2a44';

/**
 * How many times as fast as n8n's own nodes, as an SVG: a bar for each figure that is a ratio, and a mark
 * at what is wanted.
 */
export function pictureOf(figures: readonly Figure[]): string {
	const bars = figures.flatMap(({ label, unit, ratio, wanted }) => {
		if (label === undefined || wanted?.ratio === undefined) return [];
		const times = (value: number) => (unit === '/s' ? value : 1 / value);
		return [{ label, value: times(ratio), wanted: times(wanted.ratio) }];
	});
	const chart = init(null, null, {
		renderer: 'svg',
		ssr: true,
		width: WIDTH,
		height: MARGIN + ROW * bars.length,
	});
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		textStyle: { fontFamily: 'sans-serif', color: INK },
		legend: { top: 4, itemGap: 24, data: ['measured', 'wanted'] },
		grid: { left: 190, right: 80, top: 36, bottom: 48 },
		xAxis: {
			type: 'log',
			min: 0.1,
			name: 'times as fast as n8n’s own (logarithmic)',
			nameLocation: 'middle',
			nameGap: 26,
			axisLabel: { formatter: '{value} ×' },
		},
		yAxis: {
			type: 'category',
			inverse: true,
			data: bars.map(({ label }) => label),
			axisLabel: { color: INK },
		},
		series: [
			{
				name: 'measured',
				type: 'bar',
				barWidth: 18,
				itemStyle: { color: OURS },
				data: bars.map(({ value }) => value),
				label: {
					show: true,
					position: 'right',
					formatter: ({ value }: { value: unknown }) => `${Number(value).toPrecision(3)} ×`,
				},
			},
			{
				name: 'wanted',
				type: 'scatter',
				symbol: 'rect',
				symbolSize: [4, 30],
				itemStyle: { color: INK },
				data: bars.map(({ wanted }, position) => [wanted, position]),
			},
		],
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return `${svg}\n`;
}
