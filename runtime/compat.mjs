import { spawn } from 'node:child_process';
import path from 'node:path';
import { recipeOf } from './recipeOf.mjs';
import { StepError } from './runStep.mjs';

const USAGE = 'npm run compat -- <version of n8n>, for example npm run compat -- 2.11.2';
/** What a merchant does first: connect a store, publish, and get the mail. */
const TESTS = ['deliveryMail'];

/** `npm run compat`: the main line of the end-to-end tests on another version of n8n. */
const [version, ...more] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version ?? '') || more.length > 0) {
	console.error(USAGE);
	process.exit(1);
}
const root = path.resolve(import.meta.dirname, '..');
const recipe = await recipeOf(root, version).catch((error) => {
	console.error(error instanceof StepError ? error.message : error);
	process.exit(1);
});
const child = spawn(process.execPath, [path.join(root, 'test', 'run.mjs'), 'e2e', ...TESTS], {
	cwd: root,
	stdio: 'inherit',
	env: { ...process.env, COMMERCE_RUNTIME_RECIPE: recipe },
});
child.on('exit', (code) => process.exit(code ?? 1));
