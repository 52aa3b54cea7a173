/** What a provider is called: its slug, its name for people, and its name in code. */
export type ProviderNames = {
	readonly slug: string;
	readonly name: string;
	/** `Samplecart` in `CommerceSamplecartApi`. */
	readonly identifier: string;
	readonly guid: string;
};

/** A file that names every provider, and how a line is added to it. */
type ListEntry = {
	/** Relative to the root of the project. */
	readonly file: string;
	/** @throws Error where the place in the list is not found */
	add(text: string): string;
};

/** Every list that a provider stands in. */
export function listEntries({ slug, name, identifier, guid }: ProviderNames): readonly ListEntry[] {
	const credential = `commerce${identifier}Api`;
	const className = `Commerce${identifier}Api`;
	const entry = (file: string, ...insertions: readonly Insertion[]): ListEntry => ({
		file,
		add: (text) => insertions.reduce((given, insertion) => inserted(given, insertion, file), text),
	});
	return [
		entry(
			'engine/providers/providers.ts',
			{ before: '\nconst now = ', line: `import { ${slug} } from './${slug}/index.ts';\n` },
			{ before: '] as readonly Provider[];', line: `\t${slug},\n` },
		),
		entry('nodes/shared/storeTypes.ts', {
			after: 'export const STORE_TYPES: readonly StoreType[] = [\n\tSHOPIFY,\n\tWOOCOMMERCE,\n',
			line: `\t{\n\t\tslug: '${slug}',\n\t\tname: '${name}',\n\t\taction: 'Connect ${articleOf(name)} ${name} store',\n\t\tcredential: '${credential}',\n\t},\n`,
		}),
		...['CommerceStoreTrigger', 'CommerceStore'].map((node) =>
			entry(`nodes/${node}/${node}.node.json`, {
				after: '\t\t"woocommerce",\n',
				line: `\t\t"${name.toLowerCase()}",\n`,
			}),
		),
		entry('nodes/CommerceStore/CommerceStore.node.ts', {
			before: "\t\t\t{\n\t\t\t\tname: 'commerceSpaceApi',",
			line: `\t\t\t{\n\t\t\t\tname: '${credential}',\n\t\t\t\trequired: true,\n\t\t\t\ttestedBy: '${credential.replace(/Api$/, 'Keys')}',\n\t\t\t\tdisplayOptions: { show: { provider: ['${slug}'] } },\n\t\t\t},\n`,
		}),
		entry(
			'api/integrations/credentialKeys.ts',
			{
				before: '\nconst CREDENTIAL_TYPES',
				line: `import { ${className} } from '../../credentials/${className}.credentials.ts';\n`,
			},
			{ after: 'ICredentialType[] = [\n', line: `\tnew ${className}(),\n` },
		),
		entry('package.json', {
			after: '"dist/credentials/CommerceApi.credentials.js",\n',
			line: `\t\t\t"dist/credentials/${className}.credentials.js",\n`,
		}),
		entry('test/unit/providers/providers.test.ts', {
			before: '\t\t]);\n\t});\n\n\tit.each(PROVIDERS',
			line: `\t\t\t['${slug}', '${guid}'],\n`,
		}),
		entry('test/unit/credentials.test.ts', {
			after: 'const STORED = {\n',
			line: `\t${credential}: ['storeUrl', 'apiKey'],\n`,
		}),
		entry('test/e2e/package.test.ts', {
			after: 'const CREDENTIALS = [\n',
			line: `\t'${credential}',\n`,
		}),
		entry(
			'test/support/providerWorlds.ts',
			{
				before: '\n/** A provider, and a simulated store',
				line: `import { ${slug}World } from './simulated${identifier}.ts';\n`,
			},
			{
				before: '];\n\n/** Those whose webhooks',
				line: `\t['${name}', 'registered', ${slug}World],\n`,
			},
		),
	];
}

type Insertion = { readonly line: string } & (
	| { readonly before: string }
	| { readonly after: string }
);

function inserted(text: string, insertion: Insertion, file: string): string {
	const mark = 'before' in insertion ? insertion.before : insertion.after;
	const found = text.indexOf(mark);
	if (found < 0) {
		throw new Error(`${file} has no place for a new provider: ${JSON.stringify(mark)} is missing.`);
	}
	const at = 'before' in insertion ? found : found + mark.length;
	return text.slice(0, at) + insertion.line + text.slice(at);
}

const articleOf = (name: string) => (/^[aeiou]/i.test(name) ? 'an' : 'a');
