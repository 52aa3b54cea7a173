import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Shifts what a process takes for the time by the number in a file. */
const PRELOADED = `
const { readFileSync } = require('node:fs');
const realNow = Date.now;
let shiftMs = 0;
setInterval(() => {
	try { shiftMs = Number(readFileSync(process.env.TORTURE_CLOCK_FILE, 'utf8')) || 0; } catch {}
}, 100).unref();
Date.now = () => realNow() + shiftMs;
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
	constructor(...given) {
		if (given.length === 0) super(RealDate.now());
		else super(...given);
	}
};
`;

/** The environment of a process whose clock can be shifted, and how to shift it. */
export async function clockEnvironment(folder: string) {
	const script = join(folder, 'clock.cjs');
	const file = join(folder, 'clock-shift');
	await writeFile(script, PRELOADED);
	await writeFile(file, '0');
	return {
		env: { NODE_OPTIONS: `--require ${script}`, TORTURE_CLOCK_FILE: file },
		shift: async (milliseconds: number) => await writeFile(file, String(milliseconds)),
	};
}
