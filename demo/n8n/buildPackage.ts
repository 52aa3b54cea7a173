import { execFile } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Builds the package and packs it as it would be published.
 *
 * @param into the folder for the tarball; left out: a new one of the system's temporary files
 * @returns the tarball's path
 */
export async function buildPackage(into?: string): Promise<string> {
	const root = path.resolve(import.meta.dirname, '..', '..');
	const folder = into ?? (await mkdtemp(path.join(tmpdir(), 'n8n-nodes-commerce-')));
	await mkdir(folder, { recursive: true });
	const gulp = path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await run(process.execPath, [gulp, 'build'], { cwd: root }).catch(showOutput);
	const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const { stdout } = await run('npm', pack, { cwd: root });
	const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
	return path.join(folder, filename);
}

function showOutput(error: Error & { stdout?: string; stderr?: string }): never {
	throw new Error(`The package could not be built:\n${error.stdout ?? ''}${error.stderr ?? ''}`, {
		cause: error,
	});
}
