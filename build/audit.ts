import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage } from '../demo/n8n/buildPackage.ts';
import { askRegistry } from './askRegistry.ts';
import { bundledIn, findingsIn } from './findings.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * `npm run audit`: what the registry knows against the libraries that are bundled. Exit code 1 for any
 * finding, 2 where the registry gives no advice.
 */
async function main(): Promise<void> {
	const audit = await askRegistry(ROOT);
	await buildPackage();
	const bundled = bundledIn(await readFile(join(ROOT, 'dist/THIRD_PARTY_LICENCES.txt'), 'utf8'));
	const findings = findingsIn(audit, bundled);
	for (const finding of findings) console.log(finding);
	console.log(`${findings.length} findings in ${bundled.size} bundled libraries`);
	if (findings.length > 0) process.exitCode = 1;
}

await main().catch((error: unknown) => {
	console.error((error as Error).message);
	process.exitCode = 2;
});
