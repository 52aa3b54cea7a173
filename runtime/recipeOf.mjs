import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './ensureRuntime.mjs';
import { npm } from './npm.mjs';

/** Older versions of n8n take it from a server of its own, which not every network reaches. No test reads spreadsheets. */
const SPREADSHEETS = { xlsx: '0.18.5' };

/**
 * What is installed for a version of n8n: what the project's own runtime has, its Node.js too, with that n8n.
 *
 * @param own the package.json of the project's own runtime
 */
export const manifestOf = (own, version) => ({
	...own,
	name: `n8n-${version}`,
	dependencies: { ...own.dependencies, n8n: version },
	overrides: SPREADSHEETS,
});

/**
 * The folder with the package.json and the lock of a version of n8n: the project's own for the version that
 * it pins, else one in the user's cache, which is made where it is not yet.
 */
export async function recipeOf(root, version) {
	const pinned = path.join(root, 'runtime');
	const own = JSON.parse(readFileSync(path.join(pinned, 'package.json'), 'utf8'));
	if (own.dependencies.n8n === version) return pinned;
	const recipe = path.join(cacheFolder(), `recipe-${version}`);
	if (existsSync(path.join(recipe, 'package-lock.json'))) return recipe;
	mkdirSync(recipe, { recursive: true });
	writeFileSync(
		path.join(recipe, 'package.json'),
		JSON.stringify(manifestOf(own, version), null, '\t'),
	);
	await npm(`Looking up what n8n ${version} needs`, ['install', '--package-lock-only'], {
		cwd: recipe,
	});
	return recipe;
}
