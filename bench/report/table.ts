import type { Figure } from './figures.ts';

const COLUMNS = ['', 'This package', 'Beside', 'Ratio', 'Wanted', 'Reached'] as const;

/** A figure as people read one: three digits, and its unit. */
export function shown(value: number, unit: string): string {
	const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
	return `${value.toFixed(Math.min(digits, 2))}${unit.startsWith('/') ? '' : ' '}${unit}`;
}

/** The figures as cells of a table, the heading first. */
export function cellsOf(figures: readonly Figure[]): string[][] {
	return [
		[...COLUMNS],
		...figures.map(({ title, ours, peer, unit, peerIs, ratio, wanted }) => [
			title,
			shown(ours, unit),
			`${shown(peer, unit)} (${peerIs})`,
			shown(ratio, '×'),
			wanted?.words ?? '–',
			wanted === null ? '–' : wanted.isReached ? 'yes' : 'no',
		]),
	];
}

/** A table in Markdown, which is also what the screen shows. */
export function tableOf(cells: ReadonlyArray<readonly string[]>): string {
	const widths = cells[0]!.map((_, column) =>
		Math.max(3, ...cells.map((row) => row[column]!.length)),
	);
	const line = (row: readonly string[], fill = ' ') =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column]!, fill)).join(' | ')} |`;
	const [heading, ...rows] = cells.map((row) => line(row));
	return [
		heading!,
		line(
			widths.map(() => ''),
			'-',
		),
		...rows,
	].join('\n');
}
