import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statfsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { npm } from './npm.mjs';
import { nodeFolderOf, nodeOf } from './nodeOf.mjs';
import { StepError } from './runStep.mjs';

/** Measured: 2.9 GB installed, and what npm keeps in its cache of it. */
const NEEDED_GIGABYTES = 4;

/**
 * Where the pinned n8n and Node.js are once they are installed: in the user's cache, so that a second
 * clone finds them there.
 *
 * @param recipe the folder with the runtime's package.json and lock
 */
export function runtimeFolder(recipe) {
	return path.join(cacheFolder(), `runtime-${keyOf(recipe)}`);
}

/** Where every n8n that was installed for this project is, in the user's cache. */
export const cacheFolder = () =>
	path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-commerce');

/** The folder with the package.json and the lock of the n8n to run on: that of this project, or another version's. */
export const recipeFolder = (root) =>
	process.env.COMMERCE_RUNTIME_RECIPE ?? path.join(root, 'runtime');

/**
 * Installs the pinned n8n and Node.js where they are not yet. They are built beside their final place
 * and renamed when whole: two starts at once, or one that is interrupted, never leave half a runtime.
 *
 * @returns `runtimeFolder`
 */
export async function ensureRuntime(recipe) {
	const runtimeDir = runtimeFolder(recipe);
	if (existsSync(runtimeDir)) return runtimeDir;

	const cache = path.dirname(runtimeDir);
	mkdirSync(cache, { recursive: true });
	removeAbandoned(cache);
	checkFreeDisk(cache);
	const building = path.join(cache, `building-${process.pid}`);
	const discard = () => rmSync(building, { recursive: true, force: true, maxRetries: 3 });
	const interrupted = () => process.exit(130);
	process.once('exit', discard);
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);

	console.log(`First start: n8n is installed into ${runtimeDir}. This takes about five minutes.`);
	await build(recipe, building);
	finish(building, runtimeDir);

	process.removeListener('exit', discard);
	for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, interrupted);
	discard();
	return runtimeDir;
}

/** Native modules are compiled for one platform: it is part of the key. */
function keyOf(recipe) {
	return createHash('sha256')
		.update(readFileSync(path.join(recipe, 'package-lock.json')))
		.update(`${process.platform}-${process.arch}`)
		.digest('hex')
		.slice(0, 16);
}

/**
 * `npm install` and not `npm ci`: n8n has optional dependencies for other platforms that registries do not
 * all have, which `ci` refuses to leave out. The lock's versions and hashes hold for both.
 */
async function build(recipe, folder) {
	mkdirSync(folder);
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(path.join(recipe, file), path.join(folder, file));
	}
	await npm('Installing n8n (about 2,300 packages)', ['install', '--ignore-scripts'], {
		cwd: folder,
	});
	nodeOf(folder);
	await buildSqlite(folder);
}

/**
 * The one install script that n8n needs here. It takes a ready-made binary where that can be
 * downloaded, else compiles; `nodedir` then points at the headers that come with the pinned Node.js.
 */
async function buildSqlite(folder) {
	const nodedir = nodeFolderOf(folder);
	try {
		await npm('Preparing n8n’s SQLite', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: folder,
			env: nodedir === undefined ? {} : { npm_config_nodedir: nodedir },
		});
	} catch (error) {
		const missing = missingCompiler(error.output ?? '');
		if (missing === undefined) throw error;
		throw new StepError(
			`n8n’s SQLite has to be compiled on this machine, and ${missing} is missing. On Debian and Ubuntu: sudo apt-get install -y python3 make g++ — then run the command again.`,
		);
	}
}

function missingCompiler(output) {
	if (/find Python|PYTHON/.test(output)) return 'Python';
	if (/not found: make/.test(output)) return 'make';
	if (/(g\+\+|c\+\+|cc): (command )?not found|(g\+\+|c\+\+|cc): No such file/i.test(output)) {
		return 'a C++ compiler';
	}
	return undefined;
}

function finish(building, runtimeDir) {
	try {
		renameSync(building, runtimeDir);
	} catch (error) {
		if (!existsSync(runtimeDir)) throw error;
	}
}

function removeAbandoned(cache) {
	for (const name of readdirSync(cache)) {
		const pid = /^building-(\d+)$/.exec(name)?.[1];
		if (pid === undefined || isAlive(Number(pid))) continue;
		rmSync(path.join(cache, name), { recursive: true, force: true, maxRetries: 3 });
	}
}

function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
}

function checkFreeDisk(folder) {
	const { bavail, bsize } = statfsSync(folder);
	const free = (bavail * bsize) / 1e9;
	if (free >= NEEDED_GIGABYTES) return;
	throw new StepError(
		`n8n needs ${NEEDED_GIGABYTES} GB of disk in ${folder}; ${free.toFixed(1)} GB are free. Free some, or set XDG_CACHE_HOME to a folder on another disk.`,
	);
}
