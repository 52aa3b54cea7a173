import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE_MB = 64;

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
export async function mountSmallDisk(folder: string): Promise<SmallDisk | null> {
	await mkdir(folder, { recursive: true });
	try {
		await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]);
	} catch {
		return null;
	}
	const filler = join(folder, 'filler');
	return {
		folder,
		async fill() {
			const { bavail, bsize } = await statfs(folder);
			// What the last write cannot take stays free: less than a page of the database.
			await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => {});
		},
		clear: () => rm(filler, { force: true }),
		async unmount() {
			await run('umount', ['-l', folder]);
		},
	};
}
