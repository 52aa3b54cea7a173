import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { buildPackage, makeSeed } from './support/n8n.ts';

const CHECKS = {
	format: ['prettier', '--check', '.'],
	lint: ['eslint', '.', '--max-warnings', '0'],
	types: ['tsc', '--noEmit'],
	consoleTypes: ['tsc', '--noEmit', '-p', 'console'],
} as const;
const SUITES = ['unit', 'contract', 'e2e'] as const;
/** Tests of a real n8n wait half of their time: one more of them than there are processors. */
const SIDE_BY_SIDE = availableParallelism() + 1;

type Count = { passed: number; failed: number };

const root = path.resolve(import.meta.dirname, '..');

/** `npm test`, or a part of it: `npm test -- unit`, `npm test -- e2e some-file`. */
async function main(given: readonly string[]): Promise<void> {
	const names = [...Object.keys(CHECKS), ...SUITES];
	const wanted = given.filter((argument) => names.includes(argument));
	const patterns = given.filter((argument) => !names.includes(argument));
	if (wanted.length === 0 && patterns.length > 0) {
		throw new Error(`Say first which part: ${names.join(', ')}. "${patterns[0]}" is none of them.`);
	}
	const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
	const suites = SUITES.filter(isWanted);

	const scratch = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-commerce-test-'));
	try {
		const checks = Object.entries(CHECKS).filter(([name]) => isWanted(name));
		const [env, ...counts] = await Promise.all([
			suites.includes('e2e') ? prepareN8n(scratch) : {},
			...checks.map(async ([name, call]) => await runCheck(name, call)),
		]);
		if (suites.length > 0) counts.push(await runSuites(suites, patterns, scratch, env));
		const passed = counts.reduce((sum, count) => sum + count.passed, 0);
		const failed = counts.reduce((sum, count) => sum + count.failed, 0);
		console.log(`\n${passed} passed, ${failed} failed`);
		process.exitCode = failed === 0 ? 0 : 1;
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

/** A check that fails counts as one failed test; one that passes is no test. */
async function runCheck(name: string, [tool, ...given]: readonly string[]): Promise<Count> {
	const { exitCode, output } = await run(tool!, given);
	console.log(`\n${name}\n${output}`);
	return { passed: 0, failed: exitCode === 0 ? 0 : 1 };
}

/**
 * What end-to-end tests share: the packed package, and what each n8n begins with.
 *
 * @returns the environment that tells them
 */
async function prepareN8n(scratch: string): Promise<Record<string, string>> {
	const [tarball, seed] = await Promise.all([
		buildPackage(scratch),
		makeSeed(path.join(scratch, 'seed')),
	]);
	return { COMMERCE_PACKAGE_TARBALL: tarball, COMMERCE_N8N_SEED: seed };
}

/** All suites at once, side by side. A file that cannot run, and a test that is left out, count as failed. */
async function runSuites(
	suites: readonly string[],
	patterns: readonly string[],
	scratch: string,
	env: Readonly<Record<string, string>>,
): Promise<Count> {
	console.log(`\n${suites.join(', ')}`);
	const outputFile = path.join(scratch, 'tests.json');
	const report = ['--json', '--outputFile', outputFile];
	const call = ['--selectProjects', ...suites, '--maxWorkers', String(SIDE_BY_SIDE), ...report];
	const { exitCode } = await run(
		'jest',
		[...call, ...(patterns.length === 0 ? [] : ['--testPathPatterns', ...patterns])],
		'inherit',
		env,
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
	given: readonly string[],
	stdio: 'pipe' | 'inherit' = 'pipe',
	env: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number; output: string }> {
	const child = spawn(process.execPath, [path.join(root, 'node_modules', '.bin', tool), ...given], {
		cwd: root,
		stdio: ['inherit', stdio, stdio],
		env: { ...process.env, ...env },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (chunk: Buffer) => (output += String(chunk)));
	}
	const [exitCode] = (await once(child, 'close')) as [number | null];
	return { exitCode: exitCode ?? 1, output };
}

await main(process.argv.slice(2)).catch((error: unknown) => {
	console.error((error as Error).message);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
});
