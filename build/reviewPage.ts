import type { Finding, Place } from './scanFindings.ts';

/** What n8n's scan has against this package, and why; seen from the root of the project. */
export const REVIEW_PAGE = 'docs/n8n-review.md';

const START = '<!-- npm run review -->';
const END = '<!-- end -->';
const PLACES: ReadonlyArray<readonly [Place, string]> = [
	['sources', 'Sources'],
	['own', 'Bundle: ours'],
	['libraries', 'Bundle: libraries'],
	['pages', 'Bundle: for browsers'],
];

/** Findings of one rule about one thing, in one row. */
const kindOf = ({ rule, what }: Finding): string =>
	`${nameOf(rule)}${what === '' ? '' : ` \`${what}\``}`;

const nameOf = (rule: string): string => `\`${rule.replace(/^@n8n\/community-nodes\//, '')}\``;

/** What there is to explain: each rule that finds something, and each thing that it finds. */
export const kindsIn = (findings: readonly Finding[]): readonly string[] => [
	...new Set(
		findings.flatMap(({ rule, what }) => [nameOf(rule), ...(what === '' ? [] : [`\`${what}\``])]),
	),
];

/** The page, with the counts of these findings. */
export function withFindings(page: string, findings: readonly Finding[]): string {
	const start = page.indexOf(START) + START.length;
	const end = page.indexOf(END);
	if (start < START.length || end < start) {
		throw new Error(`${REVIEW_PAGE} has no place for the findings: "${START}" and "${END}".`);
	}
	return `${page.slice(0, start)}\n\n${tableOf(findings)}\n\n${page.slice(end)}`;
}

function tableOf(findings: readonly Finding[]): string {
	const count = (of: (finding: Finding) => boolean) => {
		const found = findings.filter(of).length;
		return found === 0 ? '' : String(found);
	};
	const row = (name: string, of: (finding: Finding) => boolean) => [
		name,
		...PLACES.map(([place]) => count((finding) => finding.place === place && of(finding))),
	];
	const kinds = [...new Set(findings.map(kindOf))].toSorted();
	return aligned([
		['Finding', ...PLACES.map(([, title]) => title)],
		...kinds.map((kind) => row(kind, (finding) => kindOf(finding) === kind)),
		row('All', () => true),
	]);
}

/** A table as Prettier writes it. */
function aligned([head, ...rows]: readonly string[][]): string {
	const widths = head!.map((_, column) =>
		Math.max(...[head!, ...rows].map((cells) => cells[column]!.length)),
	);
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
	const rule = widths.map((width) => '-'.repeat(width));
	return [line(head!), line(rule), ...rows.map(line)].join('\n');
}
