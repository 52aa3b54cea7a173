const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(
	`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)?\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`,
);
const PLAIN: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };

const unescaped = (text: string) => text.replaceAll(/\\[\\"n]/g, (pair) => PLAIN[pair]!);

/** One metric family, as a reader of OpenMetrics sees it. */
export type MetricFamily = {
	readonly name: string;
	readonly type: string;
	readonly unit: string | null;
	readonly help: string;
	readonly samples: Array<{ labels: Record<string, string>; value: number }>;
};

/**
 * Reads a text by the grammar and the rules of OpenMetrics 1.0 as far as gauges and counters go: type, unit and
 * help come before the samples, a family stands in one piece and once, its samples have its name, a unit is the
 * end of the name, no two samples have the same labels, and the text ends with `# EOF`.
 *
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 * @throws Error naming the line and what is wrong with it
 */
export function readOpenMetrics(text: string): MetricFamily[] {
	if (!text.endsWith('# EOF\n'))
		throw new Error('The text does not end with "# EOF" and a line feed.');
	const families: MetricFamily[] = [];
	for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
		const fail = (why: string) => new Error(`${why}: ${line}`);
		const [, keyword, name, rest] = /^# (TYPE|UNIT|HELP) (\S+) (.*)$/.exec(line) ?? [];
		const last = families.at(-1);
		if (keyword === 'TYPE') {
			if (!new RegExp(`^${NAME}$`).test(name!)) throw fail('No name');
			if (families.some((each) => each.name === name)) throw fail('The family is there twice');
			if (rest !== 'gauge' && rest !== 'counter') throw fail('No type');
			if (rest === 'counter' && name!.endsWith('_total')) throw fail('A counter without _total');
			families.push({ name: name!, type: rest, unit: null, help: '', samples: [] });
			continue;
		}
		if (last === undefined) throw fail('Nothing says of what type it is');
		if (keyword !== undefined) {
			if (name !== last.name) throw fail('It is about another family');
			if (last.samples.length > 0) throw fail('It comes after the samples');
			if (keyword === 'UNIT' && !last.name.endsWith(`_${rest}`))
				throw fail('The name has another unit');
			Object.assign(last, keyword === 'UNIT' ? { unit: rest } : { help: unescaped(rest!) });
			continue;
		}
		const [, sample, pairs = '', value] = SAMPLE.exec(line) ?? [];
		if (sample === undefined) throw fail('No sample');
		if (sample !== (last.type === 'counter' ? `${last.name}_total` : last.name)) {
			throw fail('It is of another family');
		}
		const labels = Object.fromEntries(
			[...pairs.matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, quoted]) => [
				key!,
				unescaped(quoted!),
			]),
		);
		const key = JSON.stringify(Object.entries(labels).toSorted());
		const isKnown = last.samples.some(
			(each) => JSON.stringify(Object.entries(each.labels).toSorted()) === key,
		);
		if (isKnown) throw fail('It is there twice');
		last.samples.push({ labels, value: Number(value) });
	}
	return families;
}
