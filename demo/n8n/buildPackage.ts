import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Builds the package and packs it as it would be published. Gives the tarball's path. */
export async function buildPackage(): Promise<string> {
	const root = path.resolve(import.meta.dirname, '..', '..');
	const into = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-commerce-'));
	await run(
		process.execPath,
		[path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'],
		{
			cwd: root,
		},
	).catch(showOutput);
	const packed = await run(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', into],
		{
			cwd: root,
		},
	);
	const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
	return path.join(into, filename);
}

function showOutput(error: Error & { stdout?: string; stderr?: string }): never {
	throw new Error(`The package could not be built:\n${error.stdout ?? ''}${error.stderr ?? ''}`, {
		cause: error,
	});
}
