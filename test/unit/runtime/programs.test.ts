import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = join(__dirname, '../../run.mjs');

describe('npm test, where a program that it needs is missing', () => {
	let path: string;

	beforeEach(async () => {
		path = await mkdtemp(join(tmpdir(), 'commerce-path-'));
	});
	afterEach(async () => await rm(path, { recursive: true, force: true }));

	/** What a part of it writes, with that folder alone as the path, and how it ends. */
	const run = async (part: string, env: Record<string, string> = {}) =>
		await new Promise<{ exitCode: number; output: string }>((resolve) => {
			const none = {
				CHROMIUM_PATH: undefined,
				REDIS_SERVER_PATH: undefined,
				CADDY_PATH: undefined,
				// It is found in /usr/sbin, too, which no path need name.
				NGINX_PATH: join(path, 'none'),
			};
			const given = { env: { ...process.env, ...none, PATH: path, ...env } };
			execFile(process.execPath, [START, part, 'no such file'], given, (error, stdout, stderr) =>
				resolve({ exitCode: Number(error?.code ?? 0), output: stderr + stdout }),
			);
		});

	it('ends at once, with one line for each that says what to type', async () => {
		const { exitCode, output } = await run('e2e');
		const command = process.platform === 'darwin' ? 'brew install' : 'sudo apt-get install -y';
		expect(output.split('\n').filter((line) => line.includes('is missing'))).toEqual([
			expect.stringMatching(`^chromium is missing.*${command}.*CHROMIUM_PATH=`),
			expect.stringMatching(`^redis-server is missing.*${command}.*REDIS_SERVER_PATH=`),
			expect.stringMatching(`^nginx is missing.*${command}.*NGINX_PATH=`),
			expect.stringMatching(`^caddy is missing.*${command}.*CADDY_PATH=`),
		]);
		expect(output).toMatch(/\n0 passed, 1 failed\n$/);
		expect(exitCode).toBe(1);
	});

	it('asks for no program that is somewhere else, as its variable says', async () => {
		const { output } = await run('e2e', { CHROMIUM_PATH: process.execPath });
		expect(output).toContain('redis-server is missing');
		expect(output).not.toContain('chromium is missing');
	});

	it('asks for a program whose variable names nothing that can be run', async () => {
		await symlink(process.execPath, join(path, 'chromium'));
		const { output } = await run('e2e', { CHROMIUM_PATH: join(path, 'none') });
		expect(output).toContain('chromium is missing');
	});
});
