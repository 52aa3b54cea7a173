/** How one kind of effect has come out. */
export type Line = {
	readonly name: string;
	readonly expected: number;
	readonly done: number;
	readonly lost: readonly string[];
	/** Done again although nothing was killed in the moment after the first time. */
	readonly doubled: readonly string[];
	/** Done again because the process was killed after the other side had it and before it was recorded. */
	readonly unavoidable: number;
};

type Effect = { readonly key: string; readonly at: number };

/** Within this time after an effect its record is written; a kill in it may have cut that off. */
const RECORDING_MS = 2_000;

/** Compares what was to happen with what did. */
export function lineOf(
	name: string,
	expected: Iterable<string>,
	effects: readonly Effect[],
	kills: readonly number[],
): Line {
	const wanted = new Set(expected);
	const seen = new Map<string, number>();
	const doubled: string[] = [];
	let unavoidable = 0;
	for (const { key, at } of effects) {
		const first = seen.get(key);
		if (first === undefined) {
			seen.set(key, at);
			continue;
		}
		const isCutOff = kills.some((kill) => kill >= first - 100 && kill - first <= RECORDING_MS);
		if (isCutOff) unavoidable += 1;
		else doubled.push(key);
	}
	return {
		name,
		expected: wanted.size,
		done: seen.size,
		lost: [...wanted].filter((key) => !seen.has(key)),
		doubled,
		unavoidable,
	};
}

/** A table for a person. */
export function tableOf(lines: readonly Line[]): string {
	const rows = [
		['', 'expected', 'done', 'lost', 'doubled', 'unavoidable'],
		...lines.map(({ name, expected, done, lost, doubled, unavoidable }) =>
			[name, expected, done, lost.length, doubled.length, unavoidable].map(String),
		),
	];
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	return rows
		.map((row) =>
			row
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
				)
				.join('  '),
		)
		.join('\n');
}

/** Whether the promise was kept. */
export const isKept = (lines: readonly Line[]): boolean =>
	lines.every(({ lost, doubled }) => lost.length === 0 && doubled.length === 0);
