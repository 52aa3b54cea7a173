import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What torture does inside of n8n's processes: it shifts what they take for the time by the number in one file,
 * and ends their engine's threads whenever the number in another one changes.
 */
const PRELOADED = `
const { readFileSync } = require('node:fs');
const threading = require('node:worker_threads');
const numberIn = (file) => {
	try { return Number(readFileSync(file, 'utf8')) || 0; } catch { return null; }
};

const engines = new Set();
let ends = numberIn(process.env.TORTURE_ENGINE_FILE) ?? 0;
threading.Worker = class extends threading.Worker {
	constructor(file, options) {
		super(file, options);
		if (options?.name !== 'commerce-engine') return;
		engines.add(this);
		this.on('exit', () => engines.delete(this));
	}
};

const realNow = Date.now;
let shiftMs = 0;
setInterval(() => {
	shiftMs = numberIn(process.env.TORTURE_CLOCK_FILE) ?? shiftMs;
	const wanted = numberIn(process.env.TORTURE_ENGINE_FILE) ?? ends;
	if (wanted === ends) return;
	ends = wanted;
	for (const engine of engines) engine.terminate();
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

/** The environment of processes that torture reaches into, and how it does. */
export type Preload = {
	readonly env: Readonly<Record<string, string>>;
	/** Shifts the clock of n8n, in milliseconds. */
	shiftClock(milliseconds: number): Promise<void>;
	/** Ends the engine's thread of each process of n8n, wherever that is at the moment. */
	endEngines(): Promise<void>;
};

export async function preload(folder: string): Promise<Preload> {
	const script = join(folder, 'preloaded.cjs');
	const clockFile = join(folder, 'clock-shift');
	const engineFile = join(folder, 'engine-ends');
	let ends = 0;
	await writeFile(script, PRELOADED);
	await writeFile(clockFile, '0');
	await writeFile(engineFile, '0');
	return {
		env: {
			NODE_OPTIONS: `--require ${script}`,
			TORTURE_CLOCK_FILE: clockFile,
			TORTURE_ENGINE_FILE: engineFile,
		},
		shiftClock: async (milliseconds) => await writeFile(clockFile, String(milliseconds)),
		endEngines: async () => await writeFile(engineFile, String((ends += 1))),
	};
}
