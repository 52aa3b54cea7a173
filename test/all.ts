import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPackage } from '../demo/n8n/buildPackage.ts';

const CHECKS = {
	format: ['prettier', '--check', '.'],
	lint: ['eslint', '.', '--max-warnings', '0'],
	types: ['tsc', '--noEmit'],
} as const;
/** Each end-to-end test file starts an n8n of its own: one at a time. */
const SUITES = { unit: [], contract: [], e2e: ['--runInBand'] } as const;

type Check = keyof typeof CHECKS;
type Suite = keyof typeof SUITES;
type Count = { passed: number; failed: number };

const root = path.resolve(import.meta.dirname, '..');

/** `npm test`, or a part of it: `npm test -- unit`, `npm test -- e2e some-file`. */
async function main(given: readonly string[]): Promise<void> {
	const names = [...Object.keys(CHECKS), ...Object.keys(SUITES)];
	const wanted = given.filter((argument) => names.includes(argument));
	const patterns = given.filter((argument) => !names.includes(argument));
	if (wanted.length === 0 && patterns.length > 0) {
		throw new Error(`Say first which part: ${names.join(', ')}. "${patterns[0]}" is none of them.`);
	}
	const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

	const counts: Count[] = [];
	for (const check of (Object.keys(CHECKS) as Check[]).filter(isWanted)) {
		counts.push(await runCheck(check));
	}
	const suites = (Object.keys(SUITES) as Suite[]).filter(isWanted);
	const scratch = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-commerce-test-'));
	try {
		const tarball = suites.includes('e2e') ? await build(scratch) : undefined;
		for (const suite of suites) counts.push(await runSuite(suite, patterns, scratch, tarball));
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}

	const passed = counts.reduce((sum, count) => sum + count.passed, 0);
	const failed = counts.reduce((sum, count) => sum + count.failed, 0);
	console.log(`\n${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 ? 0 : 1;
}

/** A check that fails counts as one failed test; one that passes is no test. */
async function runCheck(check: Check): Promise<Count> {
	console.log(`\n${check}`);
	const [tool, ...toolArguments] = CHECKS[check];
	const exitCode = await run(tool, toolArguments);
	return { passed: 0, failed: exitCode === 0 ? 0 : 1 };
}

async function build(scratch: string): Promise<string> {
	console.log('\nbuild');
	return await buildPackage(scratch);
}

/** A file that cannot run, and a test that is left out, count as failed. */
async function runSuite(
	suite: Suite,
	patterns: readonly string[],
	scratch: string,
	tarball: string | undefined,
): Promise<Count> {
	console.log(`\n${suite}`);
	const outputFile = path.join(scratch, `${suite}.json`);
	const exitCode = await run(
		'jest',
		[
			'--selectProjects',
			suite,
			...SUITES[suite],
			'--json',
			'--outputFile',
			outputFile,
			...patterns,
		],
		tarball === undefined ? {} : { COMMERCE_PACKAGE_TARBALL: tarball },
	);
	const result = await readResult(outputFile);
	const failed =
		result.numFailedTests +
		result.numRuntimeErrorTestSuites +
		result.numPendingTests +
		result.numTodoTests;
	return { passed: result.numPassedTests, failed: failed || (exitCode === 0 ? 0 : 1) };
}

async function readResult(outputFile: string) {
	const none = {
		numPassedTests: 0,
		numFailedTests: 0,
		numRuntimeErrorTestSuites: 0,
		numPendingTests: 0,
		numTodoTests: 0,
	};
	try {
		return { ...none, ...(JSON.parse(await readFile(outputFile, 'utf8')) as typeof none) };
	} catch {
		return none;
	}
}

/** Runs a tool of node_modules with this Node.js. jest's report in JSON goes to its file, not to the screen. */
async function run(
	tool: string,
	toolArguments: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<number> {
	const child = spawn(
		process.execPath,
		[path.join(root, 'node_modules', '.bin', tool), ...toolArguments],
		{ cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
	);
	const [exitCode] = (await once(child, 'exit')) as [number | null];
	return exitCode ?? 1;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
	console.error((error as Error).message);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
});
