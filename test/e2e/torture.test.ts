import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCRIPT = join(__dirname, '../../torture/run.ts');

describe('torture, in its short form', () => {
	it('0 lost, 0 doubled starts, 0 doubled effects but those that cannot be excluded, while n8n is killed and everything else fails once', async () => {
		const { stdout } = await run(
			process.execPath,
			[
				'--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
				SCRIPT,
				...['--mode', 'sqlite', '--events', '150', '--kills', '3'],
			],
			{ env: process.env },
		).catch((error: { stdout?: string; message: string }) => {
			throw new Error(`${error.message}\n${error.stdout}`);
		});
		expect(stdout).toMatch(/mails +\d+ +\d+ +0 +0 /);
	}, 240_000);
});
