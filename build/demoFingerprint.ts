import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where it is written down what the pictures of the demo show. */
export const SHOWN_FILE = 'shown.txt';

const CONSOLE = join(import.meta.dirname ?? __dirname, '../console');

/** What the pictures show, as a few characters: the console's own files. */
export async function fingerprintOfDemo(): Promise<string> {
	const hash = createHash('sha256');
	const files = await readdir(CONSOLE, { recursive: true });
	for (const file of files.filter((name) => /\.(tsx?|css|html)$/.test(name)).toSorted()) {
		hash.update(file.replaceAll('\\', '/')).update(await readFile(join(CONSOLE, file)));
	}
	return hash.digest('hex').slice(0, 16);
}
