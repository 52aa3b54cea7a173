import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire, SourceMap } from 'node:module';
import { ESLint, type Linter } from 'eslint';

/** What is linted: the code that n8n loads, or what a browser does. */
export type Place = 'sources' | 'own' | 'libraries' | 'pages';

/** Something that n8n's scan of community packages has against a line. */
export type Finding = {
	readonly rule: string;
	/** What the rule is about, such as the name of a global; empty where the rule says it all. */
	readonly what: string;
	readonly place: Place;
	/** With its line. */
	readonly at: string;
};

/** What the scan takes of a source, and of a packed package. */
const SOURCES = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const PACKED = ['**/*.js', 'package.json'];

type Plugin = {
	readonly configs: Readonly<Record<string, { readonly rules: Linter.RulesRecord }>>;
};

/**
 * The configuration of `@n8n/scan-community-package` 0.32.0, which looks into packages that are on npm alone: its
 * rules come from two plugins that n8n's lint has, too. No comment switches one of them off.
 */
async function scanner(cwd: string): Promise<ESLint> {
	const load = createRequire(import.meta.url);
	const base = load('eslint-plugin-n8n-nodes-base') as Plugin;
	const parser = load('@typescript-eslint/parser') as Linter.Parser;
	const { n8nCommunityNodesPlugin } = await import('@n8n/eslint-plugin-community-nodes');
	return new ESLint({
		cwd,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			n8nCommunityNodesPlugin.configs.recommended as Linter.Config,
			{ rules: { 'no-console': 'error' } },
			{ plugins: { 'n8n-nodes-base': base as ESLint.Plugin } },
			{ files: ['package.json'], rules: base.configs.community!.rules },
			{
				files: ['**/credentials/**/*.ts'],
				rules: {
					...base.configs.credentials!.rules,
					'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
					'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
				},
			},
			{
				files: ['**/nodes/**/*.ts'],
				rules: {
					...base.configs.nodes!.rules,
					'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
					'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
					'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
				},
			},
			{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
		],
	});
}

/** What the scan finds in the sources of this project. */
export const findingsInSources = async (root: string): Promise<Finding[]> =>
	await findingsIn(root, SOURCES, async () => () => 'sources');

/** What the scan finds in the package as users get it. */
export const findingsInPackage = async (folder: string): Promise<Finding[]> =>
	await findingsIn(folder, PACKED, placesIn);

type PlaceOf = (message: Linter.LintMessage) => Place;

async function findingsIn(
	cwd: string,
	patterns: string[],
	placesOf: (file: string) => Promise<PlaceOf>,
): Promise<Finding[]> {
	const eslint = await scanner(cwd);
	const results = await eslint.lintFiles(patterns);
	const found = await Promise.all(
		results.map(async ({ filePath, messages }) => {
			const placeOf = await placesOf(filePath);
			return messages
				.filter(({ severity }) => severity === 2)
				.map((message) => ({
					rule: message.ruleId ?? 'parsing',
					what: whatIn(message),
					place: placeOf(message),
					at: `${filePath.slice(cwd.length + 1)}:${message.line}`,
				}));
		}),
	);
	return found.flat();
}

const whatIn = ({ ruleId, message }: Linter.LintMessage): string =>
	/no-restricted-/.test(ruleId ?? '') ? (/'(?:node:)?([^']+)'/.exec(message)?.[1] ?? '') : '';

/**
 * Of bundled code, the map beside it says where it comes from. It does not of imports, which a bundle has in one
 * place: this project alone writes them as `node:fs`.
 */
async function placesIn(file: string): Promise<PlaceOf> {
	if (/[\\/]dist[\\/]web[\\/]/.test(file)) return () => 'pages';
	if (!existsSync(`${file}.map`)) return () => 'own';
	const map = new SourceMap(
		JSON.parse(await readFile(`${file}.map`, 'utf8')) as ConstructorParameters<typeof SourceMap>[0],
	);
	return ({ message, line, column }) => {
		const entry = map.findEntry(line - 1, column - 1);
		const isLibrary =
			'originalSource' in entry
				? /node_modules/.test(entry.originalSource)
				: !message.includes("'node:");
		return isLibrary ? 'libraries' : 'own';
	};
}
