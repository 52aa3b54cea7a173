import { withoutSecrets } from '../engine/providers/sentSecrets.ts';
import type { Finding } from './report.ts';

const PAGE = 'docs/generic-store.md';
const LABELS = { ok: 'ok    ', wrong: 'WRONG ', note: 'note  ' } as const;
const INDENT = ' '.repeat(LABELS.ok.length);

/** The findings as a text to read. @param secrets are in it nowhere, though the store may show them */
export function printReport(findings: readonly Finding[], secrets: readonly string[]): string {
	const count = (kind: Finding['kind']) =>
		findings.filter((finding) => finding.kind === kind).length;
	const lines = findings.flatMap((finding) => [
		`${LABELS[finding.kind]}${finding.line}`,
		...(finding.kind === 'wrong'
			? [
					`${INDENT}expected: ${finding.expected}`,
					`${INDENT}came:     ${finding.came}`,
					`${INDENT}see:      ${PAGE}, "${finding.section.replaceAll('`', '')}"`,
				]
			: []),
	]);
	const summary = `${count('ok')} ok, ${count('wrong')} wrong, ${count('note')} to know`;
	return withoutSecrets([...lines, '', summary].join('\n'), secrets);
}
