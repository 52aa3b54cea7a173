import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { StepError, runStep } from './runStep.mjs';

/**
 * Programs that npm does not bring, which Debian's packages of the same names do: what installs each on a
 * Mac, and the variable that may say where it is.
 */
const PROGRAMS = {
	chromium: { mac: 'brew install --cask chromium', variable: 'CHROMIUM_PATH' },
	'redis-server': { mac: 'brew install redis', variable: 'REDIS_SERVER_PATH' },
	nginx: { mac: 'brew install nginx', variable: 'NGINX_PATH' },
	caddy: { mac: 'brew install caddy', variable: 'CADDY_PATH' },
	python3: { mac: 'xcode-select --install' },
	make: { mac: 'xcode-select --install' },
	'g++': { mac: 'xcode-select --install' },
};

/** What n8n's SQLite is compiled with, where no ready-made binary can be downloaded. */
export const COMPILER = ['python3', 'make', 'g++'];

/** Where Debian puts servers, and only the administrator looks. */
const FURTHER_FOLDER = '/usr/sbin';

/** Where a program is, or undefined where it is not. */
export function findProgram(name, env = process.env) {
	const wanted = env[PROGRAMS[name]?.variable] || name;
	const onPath = [...(env.PATH ?? '').split(path.delimiter), FURTHER_FOLDER];
	const folders = wanted.includes(path.sep) ? [''] : onPath;
	return folders.map((folder) => path.join(folder, wanted)).find(isExecutable);
}

/**
 * Makes sure of programs before anything that takes long is begun. What is missing is installed where
 * that needs to ask nobody: on Debian and its kin, as root or with a sudo that wants no password.
 *
 * @throws StepError with a line for each that is missing: what to type
 */
export async function ensurePrograms(names) {
	let missing = names.filter((name) => findProgram(name) === undefined);
	const apt = missing.length > 0 ? aptGet() : undefined;
	if (apt !== undefined) {
		await apt('Updating the list of packages', ['update']);
		await apt(`Installing ${missing.join(', ')}`, [
			...['install', '-y', '--no-install-recommends'],
			...missing,
		]);
		missing = missing.filter((name) => findProgram(name) === undefined);
	}
	if (missing.length > 0) throw new StepError(missing.map(whatToType).join('\n'));
}

function aptGet() {
	const program = findProgram('apt-get');
	if (program === undefined) return undefined;
	const sudo = findProgram('sudo');
	const isRoot = process.getuid?.() === 0;
	if (!isRoot && (!sudo || spawnSync(sudo, ['-n', 'true']).status !== 0)) return undefined;
	const call = [...(isRoot ? [] : [sudo, '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', program];
	return async (what, given) => await runStep(what, call[0], [...call.slice(1), ...given]);
}

function whatToType(name) {
	const { mac, variable } = PROGRAMS[name];
	const isMac = process.platform === 'darwin';
	const command = isMac ? mac : `sudo apt-get install -y ${name}`;
	const orElse = variable === undefined ? '' : `, or say where it is: export ${variable}=<path>`;
	return `${name} is missing. Type${isMac ? '' : ' on Debian and Ubuntu'}: ${command}${orElse}`;
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		return false;
	}
}
