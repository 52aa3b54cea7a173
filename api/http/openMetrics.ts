/** One value, and what tells it from others of its metric. */
export type Sample = {
	readonly labels?: Readonly<Record<string, string>>;
	readonly value: number;
};

/** What is measured. A name that ends in a unit, such as `_seconds`, is in that unit. */
export type Metric = {
	/** Of a counter without `_total`, which its samples get. */
	readonly name: string;
	readonly type: 'gauge' | 'counter';
	readonly help: string;
	readonly samples: readonly Sample[];
};

export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Writes metrics down as OpenMetrics 1.0 has them. */
export function openMetrics(metrics: readonly Metric[]): string {
	const lines = metrics.flatMap(({ name, type, help, samples }) => [
		`# TYPE ${name} ${type}`,
		...(name.endsWith('_seconds') ? [`# UNIT ${name} seconds`] : []),
		`# HELP ${name} ${escaped(help)}`,
		...samples.map(
			({ labels = {}, value }) =>
				`${name}${type === 'counter' ? '_total' : ''}${labelsOf(labels)} ${value}`,
		),
	]);
	return `${[...lines, '# EOF'].join('\n')}\n`;
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (text: string) =>
	text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
