import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { figuresOf } from './figures.ts';
import { withFigures } from './performanceDoc.ts';
import { pictureOf } from './picture.ts';
import type { Results } from './results.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/** Writes the figures into docs/performance.md, and draws its picture. */
export async function writeDocs(results: Results): Promise<void> {
	const file = join(DOCS, 'performance.md');
	const text = withFigures(readFileSync(file, 'utf8'), results);
	const options = { ...(await resolveConfig(file)), filepath: file };
	writeFileSync(file, await format(text, options));
	writeFileSync(join(DOCS, 'images/performance.svg'), pictureOf(figuresOf(results)));
}
