import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackage } from '../demo/n8n/buildPackage.ts';
import { bundledIn, findingsIn, type Audit } from './findings.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** `npm run audit`: what the registry knows against the libraries that are bundled. Exit code 1 for any finding. */
async function main(): Promise<void> {
	await buildPackage();
	const bundled = bundledIn(await readFile(join(ROOT, 'dist/THIRD_PARTY_LICENCES.txt'), 'utf8'));
	const findings = findingsIn(await audit(), bundled);
	for (const finding of findings) console.log(finding);
	console.log(`${findings.length} findings in ${bundled.size} bundled libraries`);
	if (findings.length > 0) process.exitCode = 1;
}

/** npm ends with 1 where it has found something; its answer is the same JSON. */
async function audit(): Promise<Audit> {
	const answer = await new Promise<string>((resolve, reject) => {
		const options = { cwd: ROOT, maxBuffer: LONGEST_ANSWER_BYTES };
		execFile('npm', ['audit', '--json'], options, (error, stdout) => {
			if (stdout === '' && error) reject(error);
			else resolve(stdout);
		});
	});
	const told = JSON.parse(answer) as Partial<Audit> & { readonly message?: string };
	if (told.vulnerabilities) return { vulnerabilities: told.vulnerabilities };
	throw new Error(`The registry was asked and gives no advice: ${told.message ?? answer}`);
}

await main().catch((error: unknown) => {
	console.error((error as Error).message);
	process.exitCode = 1;
});
