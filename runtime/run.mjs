import { constants } from 'node:os';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkHostNode } from './checkHostNode.mjs';
import { ensureProject } from './ensureProject.mjs';
import { ensureRuntime, recipeFolder } from './ensureRuntime.mjs';
import { nodeOf } from './nodeOf.mjs';
import { StepError } from './runStep.mjs';

const USAGE = 'Usage: node runtime/run.mjs <script.ts> [arguments]';
/** The package is CommonJS for n8n; its TypeScript is not, which Node.js would remark on at each start. */
const NODE_OPTIONS = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a TypeScript file of this project on the pinned Node.js, with the pinned n8n beside it, after
 * installing whatever is missing. The child finds the runtime's folder in COMMERCE_RUNTIME_DIR.
 */
async function run([script, ...scriptArguments]) {
	if (script === undefined) throw new StepError(USAGE);
	checkHostNode();
	const root = path.resolve(import.meta.dirname, '..');
	await ensureProject(root);
	const runtimeDir = await ensureRuntime(recipeFolder(root));
	const node = nodeOf(runtimeDir);
	const child = spawn(node, [...NODE_OPTIONS, path.resolve(script), ...scriptArguments], {
		stdio: 'inherit',
		env: {
			...process.env,
			COMMERCE_RUNTIME_DIR: runtimeDir,
			PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
		},
	});
	for (const signal of FORWARDED_SIGNALS) process.on(signal, () => child.kill(signal));
	child.on('error', fail);
	child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function fail(error) {
	console.error(error instanceof StepError ? error.message : error);
	process.exit(1);
}

run(process.argv.slice(2)).catch(fail);
