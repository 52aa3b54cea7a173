import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackPackage } from '../test/support/unpackPackage.ts';
import { REVIEW_PAGE, withFindings } from './reviewPage.ts';
import { findingsInPackage, findingsInSources } from './scanFindings.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * `npm run review`: counts what n8n's scan of community packages finds, in docs/n8n-review.md. With `--print` it
 * writes the findings to the screen, as JSON, and changes nothing.
 */
async function main(given: readonly string[]): Promise<void> {
	const { folder } = await unpackPackage();
	try {
		const findings = [
			...(await findingsInSources(ROOT)),
			...(await findingsInPackage(join(folder, 'package'))),
		];
		if (given.includes('--print')) return console.log(JSON.stringify(findings));
		const page = join(ROOT, REVIEW_PAGE);
		await writeFile(page, withFindings(await readFile(page, 'utf8'), findings));
		console.log(`${findings.length} findings in ${REVIEW_PAGE}`);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

await main(process.argv.slice(2));
