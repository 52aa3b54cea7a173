import { existsSync } from 'node:fs';
import path from 'node:path';
import { recipeFolder, runtimeFolder } from '../runtime/ensureRuntime.mjs';
import { COMPILER, ensurePrograms, findProgram } from '../runtime/programs.mjs';

/** `npm test`: looks for the programs that it needs, then runs test/all.ts. */
const root = path.resolve(import.meta.dirname, '..');
const parts = process.argv.slice(2);
const isWithEndToEnd = parts.length === 0 || parts.includes('e2e');

// Before n8n is installed and anything is tested: nobody waits for minutes to hear that a program is missing.
try {
	await ensurePrograms([
		...(isWithEndToEnd ? ['chromium', 'redis-server', 'nginx', 'caddy'] : []),
		...(existsSync(runtimeFolder(recipeFolder(root))) ? [] : COMPILER),
	]);
} catch (error) {
	console.error(error.message);
	console.log('\n0 passed, 1 failed');
	process.exit(1);
}
if (isWithEndToEnd) {
	process.env.CHROMIUM_PATH = findProgram('chromium');
	process.env.NGINX_PATH = findProgram('nginx');
}
process.argv.splice(2, 0, path.join(root, 'test', 'all.ts'));
await import('../runtime/run.mjs');
