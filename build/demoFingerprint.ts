import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECIPES } from '../api/recipes/recipes.ts';
import { recipePicture } from './recipePicture.ts';

/** Where it is written down what the pictures of the demo show. */
export const SHOWN_FILE = 'shown.txt';

const CONSOLE = join(import.meta.dirname ?? __dirname, '../console');

/** What the pictures show, as a few characters: the console's own files, and the recipes. */
export async function fingerprintOfDemo(): Promise<string> {
	const hash = createHash('sha256');
	const files = await readdir(CONSOLE, { recursive: true });
	for (const file of files.filter((name) => /\.(tsx?|css|html)$/.test(name)).toSorted()) {
		hash.update(file.replaceAll('\\', '/')).update(await readFile(join(CONSOLE, file)));
	}
	for (const recipe of RECIPES) {
		const { name, does, group, settings } = recipe;
		hash.update(JSON.stringify([name, does, group, settings])).update(recipePicture(recipe));
	}
	return hash.digest('hex').slice(0, 16);
}
