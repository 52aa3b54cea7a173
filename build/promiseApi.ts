import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiNames } from './apiNames.ts';

/** `npm run promise`: adds what the REST API has now to what it will always have. */
const file = join(import.meta.dirname, '../test/fixtures/promisedApi.txt');
const promised = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
const lines = [...new Set([...promised, ...apiNames()])].toSorted();
await writeFile(file, `${lines.join('\n')}\n`);
