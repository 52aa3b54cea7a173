import { existsSync } from 'node:fs';
import path from 'node:path';
import { StepError } from './runStep.mjs';

const NEEDED_MAJOR = 24;

/** The folder of the pinned Node.js (holding bin/ and include/), or undefined where npm has none for this platform. */
export function nodeFolderOf(runtimeDir) {
	const folder = path.join(runtimeDir, 'node_modules', `node-${process.platform}-${process.arch}`);
	return existsSync(path.join(folder, 'bin', 'node')) ? folder : undefined;
}

/**
 * The Node.js that n8n runs on: the pinned one, else the one that runs this if it is new enough.
 *
 * @throws StepError when there is neither
 */
export function nodeOf(runtimeDir) {
	const folder = nodeFolderOf(runtimeDir);
	if (folder !== undefined) return path.join(folder, 'bin', 'node');
	if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
	throw new StepError(
		`n8n needs Node.js ${NEEDED_MAJOR}, which npm does not bring for ${process.platform} ${process.arch}. Install it from https://nodejs.org and run the command again with it.`,
	);
}
