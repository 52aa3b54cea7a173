import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { figuresOf } from './figures.ts';
import { withFigures } from './performanceDoc.ts';
import { pictureOf } from './picture.ts';
import { DOCUMENTED, noResults, readResults, type Results } from './results.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/** Writes the kept results into docs/performance.md, and draws its picture. */
export async function writeDocs(): Promise<void> {
	const results = readResults(DOCUMENTED);
	const file = join(DOCS, 'performance.md');
	await writeFormatted(file, withFigures(readFileSync(file, 'utf8'), results));
	writeFileSync(join(DOCS, 'images/performance.svg'), pictureOf(figuresOf(results)));
}

/** Keeps results beside those of scenarios that were not run this time. */
export async function keepResults(results: Results): Promise<void> {
	const before = existsSync(DOCUMENTED) ? readResults(DOCUMENTED) : noResults(results.isQuick);
	const all: Results = {
		...results,
		scenarios: { ...before.scenarios, ...results.scenarios },
		profiles: { ...before.profiles, ...results.profiles },
	};
	await writeFormatted(DOCUMENTED, JSON.stringify(all, rounded));
}

const rounded = (_: string, value: unknown) =>
	typeof value === 'number' ? Number(value.toPrecision(4)) : value;

async function writeFormatted(file: string, text: string): Promise<void> {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
