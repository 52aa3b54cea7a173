import type { FaultLog } from './faults.ts';

/** How one kind of effect has come out. */
export type Line = {
	readonly name: string;
	readonly expected: number;
	readonly done: number;
	readonly lost: readonly string[];
	/** Done again although it must have been recorded. */
	readonly doubled: readonly string[];
	/** Done again because a process was killed after the other side had it and before it could be recorded. */
	readonly unavoidable: readonly string[];
};

/** Something that the other side has got, and when, in epoch milliseconds. */
export type Effect = { readonly key: string; readonly at: number };

/** Within this time its record is written, once the database can be; a kill in it may have cut that off. */
const RECORDING_MS = 1_000;

/** Compares what was to happen with what did. */
export function lineOf(
	name: string,
	expected: Iterable<string>,
	effects: readonly Effect[],
	{ kills, outages }: FaultLog,
): Line {
	const wanted = new Set(expected);
	const seen = new Map<string, number>();
	const doubled: string[] = [];
	const unavoidable: string[] = [];
	for (const { key, at } of effects) {
		const first = seen.get(key);
		if (first === undefined) {
			seen.set(key, at);
			continue;
		}
		const isOver = (at: number) => at >= first - 100 && at <= first + RECORDING_MS;
		// What was done right before the database went away is recorded when it comes back.
		const cutOff =
			kills.find(isOver) ??
			outages.find(
				({ from, to }) => isOver(from) && kills.some((at) => at <= to + RECORDING_MS && at > from),
			)?.from;
		if (cutOff === undefined) doubled.push(key);
		else unavoidable.push(`${key} (cut off ${cutOff - first} ms after the first)`);
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
			[name, expected, done, lost.length, doubled.length, unavoidable.length].map(String),
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
