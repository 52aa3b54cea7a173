import { execFile } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../torture/run.ts');
const LINES = [
	'events stored',
	'deliveries',
	'starts of runs',
	'webhooks',
	'pushes',
	'mails',
	'status updates',
];
const EVENTS = 100;
/** As many kills as there are processes; `npm run torture` has 2,000 events and 20 kills. */
const KILLS = { sqlite: 2, queue: 4 };

/** `npm run torture`, and what it ends with. */
export const torture = async (...given: string[]): Promise<{ exitCode: number; output: string }> =>
	await new Promise((resolve) => {
		const call = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', SCRIPT, ...given];
		execFile(process.execPath, call, (error, stdout, stderr) =>
			resolve({ exitCode: Number(error?.code ?? 0), output: `${stdout}${stderr}` }),
		);
	});

/** The test of one set-up. Both take minutes, mostly waiting: each has a file, so that they run side by side. */
export function shortTorture(mode: keyof typeof KILLS): void {
	it(`${mode}: 0 lost, 0 doubled starts, 0 doubled effects but those that cannot be excluded, none later than five minutes, and n8n never ends by itself, while n8n is killed and everything else fails once`, async () => {
		const { exitCode, output } = await torture(
			...['--mode', mode, '--events', String(EVENTS), '--kills', String(KILLS[mode])],
		);
		const shown = LINES.map((name) => {
			const [, expected, done, lost, doubled] =
				new RegExp(`^${name} +(\\d+) +(\\d+) +(\\d+) +(\\d+) +\\d+ +(?:-|[\\d.]+ s)$`, 'm').exec(
					output,
				) ?? [];
			return {
				name,
				isExpected: Number(expected) > 0,
				isAllDone: done === expected,
				lost,
				doubled,
			};
		});
		expect(output).toContain('n8n ended by itself: 0');
		// The whole output, so that a failure shows what was lost or doubled.
		expect([output, exitCode, shown]).toEqual([
			output,
			0,
			LINES.map((name) => ({
				name,
				isExpected: true,
				isAllDone: true,
				lost: '0',
				doubled: '0',
			})),
		]);
	}, 600_000);
}
