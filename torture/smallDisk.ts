import { execFile } from 'node:child_process';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FILLING_TRIES = 20;

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
			for (let tries = 1; ; tries += 1) {
				const { bavail, bsize } = await statfs(folder);
				if (bavail === 0) return;
				try {
					return void (await run('fallocate', ['--length', String(bavail * bsize), filler]));
				} catch (error) {
					// Others write to it in the meantime, and a part of the space is not taken.
					if (tries === FILLING_TRIES) throw error;
				}
			}
		},
		clear: () => rm(filler, { force: true }),
		async unmount() {
			await run('umount', ['-l', folder]);
		},
	};
}
