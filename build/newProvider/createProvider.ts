import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { listEntries, type ProviderNames } from './listEntries.ts';

const EXAMPLE = join(import.meta.dirname, 'example');
const EXAMPLE_GUID = '00000000-0000-4000-8000-000000000000';
const SLUG = /^[a-z][a-z0-9]{1,29}$/;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} .&+-]{0,49}$/u;

/** What a new provider is called: `magento` and, as people write it, `Adobe Commerce`. */
export type NewProvider = { readonly slug: string; readonly name: string };

/**
 * Makes a provider out of the example, which works: its folder, credential type, icons, simulated store and tests,
 * and its lines in the lists that name every provider.
 *
 * @param root of the project
 * @returns the files that were made or changed, relative to `root`
 * @throws Error with what is wrong with the names, before anything is written
 */
export async function createProvider(
	{ slug, name }: NewProvider,
	root: string,
): Promise<readonly string[]> {
	if (!SLUG.test(slug)) {
		throw new Error(
			`"${slug}" is no slug: it is 2 to 30 small letters and digits, and begins with a letter. Example: npm run new-provider -- samplecart "Sample Cart"`,
		);
	}
	if (!NAME.test(name)) {
		throw new Error(
			`"${name}" is no name: it is what the platform calls itself, in letters and digits, with at most 50 characters.`,
		);
	}
	const names = namesOf({ slug, name });
	const targets = targetsOf(names, root);
	const taken = await Promise.all([...targets.values()].map(isThere));
	if (taken.includes(true)) throw new Error(`There is a provider "${slug}" already.`);

	const edits = await Promise.all(
		listEntries(names).map(async ({ file, add }) => {
			const path = join(root, file);
			return [path, add(await readFile(path, 'utf8'))] as const;
		}),
	);
	const made = await Promise.all(
		[...targets].map(async ([from, to]) => {
			const text = await readFile(from, 'utf8');
			const renamed = renamedIn(importsMoved(text, from, targets, to, root), names);
			return [to, renamed.replaceAll(EXAMPLE_GUID, names.guid)] as const;
		}),
	);
	for (const [path, text] of [...made, ...edits]) {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, path.endsWith('.svg') ? text : await formatted(path, text));
	}
	return [...made, ...edits].map(([path]) => relative(root, path)).toSorted();
}

/** In code, a name has no blanks: `Sample Cart` is `SampleCart` there. */
function namesOf({ slug, name }: NewProvider): ProviderNames {
	const word = name.normalize('NFKD').replaceAll(/[^A-Za-z0-9]/g, '');
	const isWord = /^[A-Za-z]/.test(word);
	const identifier = (isWord ? word[0]! + word.slice(1) : slug).replace(/^./, (first) =>
		first.toUpperCase(),
	);
	return { slug, name, identifier, guid: randomUUID() };
}

/** A name that is longer or shorter than that of the example breaks lines elsewhere. */
const formatted = async (path: string, text: string) =>
	await format(text, { ...(await resolveConfig(path)), filepath: path });

const isThere = async (path: string) =>
	await readFile(path).then(
		() => true,
		() => false,
	);

/** Where each file of the example goes. */
function targetsOf({ slug, identifier }: ProviderNames, root: string): Map<string, string> {
	const at = (file: string) => join(EXAMPLE, file);
	const to = (file: string) => join(root, file);
	const single: ReadonlyArray<readonly [string, string]> = [
		['credential.ts', `credentials/Commerce${identifier}Api.credentials.ts`],
		['docs.md', `docs/${slug}.md`],
		['icon.svg', `icons/commerce${identifier}.svg`],
		['icon.dark.svg', `icons/commerce${identifier}.dark.svg`],
		['simulatedSamplecart.ts', `test/support/simulated${identifier}.ts`],
		['samplecart.test.ts', `test/contract/providers/${slug}.test.ts`],
	];
	return new Map([
		...PROVIDER_FILES.map(
			(file) => [at(`provider/${file}`), to(`engine/providers/${slug}/${file}`)] as const,
		),
		...single.map(([from, file]) => [at(from), to(file)] as const),
	]);
}

const PROVIDER_FILES = (await readdir(join(EXAMPLE, 'provider'))).toSorted();

/** What the text of a file imports, as seen from where the file goes. */
function importsMoved(
	text: string,
	from: string,
	targets: ReadonlyMap<string, string>,
	to: string,
	root: string,
): string {
	const exampleRoot = resolve(EXAMPLE, '../../..');
	return text.replaceAll(/(from |import\()'(\.[^']+)'/g, (_, before: string, path: string) => {
		const meant = resolve(dirname(from), path);
		const target = targets.get(meant) ?? join(root, relative(exampleRoot, meant));
		const moved = relative(dirname(to), target);
		return `${before}'${moved.startsWith('.') ? moved : `./${moved}`}'`;
	});
}

function renamedIn(text: string, { slug, name, identifier }: ProviderNames): string {
	return text
		.replaceAll('Sample Cart', name)
		.replaceAll('Samplecart', identifier)
		.replaceAll('SAMPLECART', slug.toUpperCase())
		.replaceAll('samplecart', slug);
}
