/** The parts of `npm audit --json` that are used. https://docs.npmjs.com/cli/v11/commands/npm-audit */
export type Audit = {
	readonly vulnerabilities: Readonly<
		Record<string, { readonly name: string; readonly via: ReadonlyArray<Advisory | string> }>
	>;
};
export type Advisory = {
	readonly name: string;
	readonly severity: string;
	readonly title: string;
	/** Of versions. */
	readonly range: string;
	readonly url: string;
};

/** The names of the packages that are bundled, from the file of their licences. */
export function bundledIn(licences: string): ReadonlySet<string> {
	const headings = licences.matchAll(/(?:^|\n-{80}\n\n)(\S+) \d+\.\d+\.\d+\S* \(/g);
	return new Set([...headings].map(([, name]) => name!));
}

/** What an audit has against them, a line each. */
export function findingsIn({ vulnerabilities }: Audit, bundled: ReadonlySet<string>): string[] {
	return Object.values(vulnerabilities)
		.filter(({ name }) => bundled.has(name))
		.flatMap(({ via }) => via)
		.filter((cause) => typeof cause !== 'string')
		.map(
			({ name, severity, title, range, url }) => `${name} ${range}: ${severity}: ${title} ${url}`,
		);
}
