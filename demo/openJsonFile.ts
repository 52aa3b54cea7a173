import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

export type JsonFile<T> = {
	readonly state: T;
	/** Returns when the state of this moment is on the disk. Many calls at once make one write. */
	save(): Promise<void>;
};

/**
 * Data in one JSON file, written beside and renamed, so that it is never half written.
 *
 * @param first the state where there is no file yet
 * @throws Error when the file is not readable JSON
 */
export function openJsonFile<T>(file: string, first: () => T): JsonFile<T> {
	mkdirSync(path.dirname(file), { recursive: true });
	const state = read<T>(file) ?? first();
	let writing = Promise.resolve();
	let queued: Promise<void> | undefined;

	async function write(): Promise<void> {
		queued = undefined;
		const beside = `${file}.${process.pid}.new`;
		await writeFile(beside, JSON.stringify(state, null, '\t'), { mode: 0o600 });
		await rename(beside, file);
	}

	return {
		state,
		save() {
			queued ??= writing = writing.then(write, write);
			return queued;
		},
	};
}

function read<T>(file: string): T | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as T;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw new Error(`${file} cannot be read. Move it away to start afresh.`, {
			cause: error,
		});
	}
}
