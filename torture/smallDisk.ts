import { execFile } from 'node:child_process';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A disk of its own that can be filled up. */
export type SmallDisk = {
	readonly folder: string;
	/** Takes all space that is left. */
	fill(): Promise<void>;
	/** Gives it back. */
	clear(): Promise<void>;
	unmount(): Promise<void>;
};

/** @returns `null` where disks cannot be mounted: only root may */
export async function mountSmallDisk(folder: string, sizeMb: number): Promise<SmallDisk | null> {
	await mkdir(folder, { recursive: true });
	try {
		await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder]);
	} catch {
		return null;
	}
	const filler = join(folder, 'filler');
	return {
		folder,
		async fill() {
			// Others write to it in the meantime, and a part of the space is not taken.
			for (let isFull = false; !isFull; ) {
				const { bavail, bsize } = await statfs(folder);
				const length = String(bavail * bsize);
				isFull = await run('fallocate', ['--length', length, filler]).then(
					() => true,
					() => bavail === 0,
				);
			}
		},
		clear: () => rm(filler, { force: true }),
		async unmount() {
			await run('umount', ['-l', folder]);
		},
	};
}
