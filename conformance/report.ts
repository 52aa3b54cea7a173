/** The headings of docs/generic-store.md that say what is checked. */
export const SECTIONS = [
	'Messages: shop to n8n',
	'Signature',
	'Body',
	'Answers',
	'Data of each entity',
	'API: n8n to shop',
	'Errors',
	'`GET /health`',
	'Webhooks',
	'Lists',
	'Changes',
	'Tracking numbers',
] as const;
export type Section = (typeof SECTIONS)[number];

/** One promise of the page. */
export type Promised = {
	/** What is promised, in few words: the line of the report. */
	readonly line: string;
	readonly section: Section;
	readonly expected: string;
};

/** `note`: nothing is wrong, but somebody should know. */
export type Finding = { readonly line: string; readonly section: Section } & (
	| { readonly kind: 'ok' | 'note' }
	| { readonly kind: 'wrong'; readonly expected: string; readonly came: string }
);

/** What has been found, in the order in which it was. */
export type Report = {
	readonly findings: readonly Finding[];
	/** @param came what came instead; `null` when the promise is kept, which is then what is returned */
	check(promised: Promised, came: string | null): boolean;
	note(section: Section, line: string): void;
};

export function createReport(): Report {
	const findings: Finding[] = [];
	return {
		findings,
		check({ line, section, expected }, came) {
			findings.push(
				came === null
					? { kind: 'ok', line, section }
					: { kind: 'wrong', line, section, expected, came },
			);
			return came === null;
		},
		note(section, line) {
			findings.push({ kind: 'note', line, section });
		},
	};
}
