import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { cacheFolder } from './ensureRuntime.mjs';
import { npm } from './npm.mjs';

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
const recipe = path.join(cacheFolder(), `recipe-${version}`);
if (!existsSync(path.join(recipe, 'package-lock.json'))) {
	mkdirSync(recipe, { recursive: true });
	const manifest = { name: `n8n-${version}`, version: '1.0.0', private: true };
	const dependencies = { n8n: version };
	writeFileSync(path.join(recipe, 'package.json'), JSON.stringify({ ...manifest, dependencies }));
	await npm(`Looking up what n8n ${version} needs`, ['install', '--package-lock-only'], {
		cwd: recipe,
	});
}
const child = spawn(process.execPath, [path.join(root, 'test', 'run.mjs'), 'e2e', ...TESTS], {
	cwd: root,
	stdio: 'inherit',
	env: { ...process.env, COMMERCE_RUNTIME_RECIPE: recipe },
});
child.on('exit', (code) => process.exit(code ?? 1));
