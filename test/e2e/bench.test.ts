import { execFile } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../bench/run.ts');

/** `npm run bench`, and what it ends with. */
const bench = async (...given: string[]): Promise<{ exitCode: number; output: string }> =>
	await new Promise((resolve) => {
		const call = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', SCRIPT, ...given];
		execFile(process.execPath, call, (error, stdout, stderr) =>
			resolve({ exitCode: Number(error?.code ?? 0), output: `${stdout}${stderr}` }),
		);
	});

describe('the bench, in its short form', () => {
	it('runs every scenario beside n8n’s own nodes, and ends with their ratios', async () => {
		const { exitCode, output } = await bench('--quick');
		const ratios = output.match(/\| [\d.]+ × +\|/g) ?? [];
		// The whole output, so that a failure shows how far it came.
		expect([output, exitCode, ratios.length]).toEqual([output, 0, 20]);
	}, 600_000);

	it('says what it takes, and ends with 1, when there is no such scenario', async () => {
		const { exitCode, output } = await bench('--only', 'other');
		expect([exitCode, output]).toEqual([1, expect.stringContaining('burst, intake')]);
	});
});
