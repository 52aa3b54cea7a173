import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage } from './n8n.ts';

const run = promisify(execFile);

/**
 * The package as users get it, unpacked below a folder that the caller removes.
 *
 * @returns `folder` holds `package/`; `files` are their paths in `tarball`
 */
export async function unpackPackage(): Promise<{
	folder: string;
	tarball: string;
	files: readonly string[];
}> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-package-'));
	const tarball = process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage());
	await run('tar', ['-xzf', tarball, '-C', folder]);
	const { stdout } = await run('tar', ['-tzf', tarball]);
	return { folder, tarball, files: stdout.split('\n').filter(Boolean) };
}
