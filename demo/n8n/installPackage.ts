import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Puts a packed community package where n8n's own installer puts it, in the way it does: unpacked into
 * `.n8n/nodes/node_modules`, and named in the `package.json` beside it. n8n must not be running.
 */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const unpacking = path.join(nodesFolder, 'unpacking');
	await rm(unpacking, { recursive: true, force: true });
	await mkdir(unpacking, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', unpacking, '--strip-components=1']);

	const manifest = JSON.parse(await readFile(path.join(unpacking, 'package.json'), 'utf8')) as {
		name: string;
		version: string;
		devDependencies?: unknown;
		peerDependencies?: unknown;
	};
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	await writeFile(path.join(unpacking, 'package.json'), JSON.stringify(manifest, null, 2));

	const folder = path.join(nodesFolder, 'node_modules', manifest.name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(path.dirname(folder), { recursive: true });
	await rename(unpacking, folder);
	await writeFile(
		path.join(nodesFolder, 'package.json'),
		JSON.stringify(
			{
				name: 'installed-nodes',
				private: true,
				dependencies: { [manifest.name]: manifest.version },
			},
			null,
			2,
		),
	);
}
