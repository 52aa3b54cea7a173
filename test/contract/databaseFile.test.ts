import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openState } from '../../engine/state/openState.ts';

describe('the database file', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-file-'));
	});
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777;
	const open = async () =>
		await openState({ kind: 'sqlite', file: join(folder, 'commerce.sqlite') }, Date.now());

	it('can be read by its owner only, and so can what SQLite keeps beside it', async () => {
		const state = await open();
		try {
			for (const name of ['commerce.sqlite', 'commerce.sqlite-wal', 'commerce.sqlite-shm']) {
				expect([name, await modeOf(name)]).toEqual([name, 0o600]);
			}
		} finally {
			await state.close();
		}
	});

	it('that an older version has made for everybody to read is closed to others', async () => {
		await (await open()).close();
		await chmod(join(folder, 'commerce.sqlite'), 0o644);
		const state = await open();
		try {
			expect(await modeOf('commerce.sqlite')).toBe(0o600);
			expect(await modeOf('commerce.sqlite-wal')).toBe(0o600);
		} finally {
			await state.close();
		}
	});
});
