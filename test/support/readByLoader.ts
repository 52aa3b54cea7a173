import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRequire } from 'node:module';

/** What n8n knows of a package once it has loaded it, before anybody has used it. */
export type LoadedPackage = {
	/** One for each version of each node, `commerceApi 2`, as n8n shows it in a list. */
	readonly nodes: Readonly<Record<string, LoadedNode>>;
	readonly credentials: Readonly<
		Record<string, { readonly iconUrl: Icon; readonly documentationUrl: string }>
	>;
};

export type LoadedNode = {
	readonly displayName: string;
	readonly iconUrl: Icon;
	readonly codex: { readonly categories: readonly string[]; readonly alias: readonly string[] };
	/** With the name of the function that tries it. */
	readonly credentials: ReadonlyArray<{ readonly name: string; readonly testedBy?: string }>;
	/** Names of the functions that the node has to try credentials. */
	readonly tests: readonly string[];
};

/** Files of the package, below `icons/<its name>/`. */
export type Icon = { readonly light: string; readonly dark: string };

const SCRIPT = `
const [core, folder] = process.argv.slice(1);
const { PackageDirectoryLoader } = require(core);
const loader = new PackageDirectoryLoader(folder);
const nodes = {};
const credentials = {};
loader.loadAll().then(() => {
	for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
		for (const { description, methods } of Object.values(type.nodeVersions ?? { 1: type })) {
			const { displayName, iconUrl, codex, credentials = [], version } = description;
			const tests = Object.keys(methods?.credentialTest ?? {});
			for (const each of [version].flat()) {
				nodes[name + ' ' + each] = { displayName, iconUrl, codex, credentials, tests };
			}
		}
	}
	for (const [name, { type }] of Object.entries(loader.credentialTypes)) {
		const { iconUrl, documentationUrl } = type;
		credentials[name] = { iconUrl, documentationUrl };
	}
	console.log(JSON.stringify({ nodes, credentials }));
});
`;

/** Has the loader of the pinned n8n load a package, without an n8n. @param folder where it is unpacked */
export async function readByLoader(folder: string): Promise<LoadedPackage> {
	const n8n = createRequire(
		join(process.env.COMMERCE_RUNTIME_DIR!, 'node_modules', 'n8n', 'package.json'),
	);
	const call = ['-e', SCRIPT, n8n.resolve('n8n-core'), folder];
	const env = {
		...process.env,
		NODE_PATH: join(process.env.COMMERCE_RUNTIME_DIR!, 'node_modules'),
	};
	const { stdout } = await promisify(execFile)(process.execPath, call, { env });
	return JSON.parse(stdout) as LoadedPackage;
}
