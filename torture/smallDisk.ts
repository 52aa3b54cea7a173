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
			const { bavail, bsize } = await statfs(folder);
			let offset = 0;
			// Others write to it in the meantime, and not all that it calls free can be taken: what does not fit is halved.
			for (let length = bavail * bsize; length >= bsize; ) {
				const range = ['--offset', String(offset), '--length', String(length)];
				try {
					await run('fallocate', [...range, filler]);
					offset += length;
				} catch {
					length = Math.floor(length / 2 / bsize) * bsize;
				}
			}
			if (offset === 0 && bavail > 0)
				throw new Error(`Nothing could be put on the disk ${folder}.`);
		},
		clear: () => rm(filler, { force: true }),
		async unmount() {
			await run('umount', ['-l', folder]);
		},
	};
}
