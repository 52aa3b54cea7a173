import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** How busy n8n was between two looks. */
export type Look = {
	readonly seconds: number;
	/** By how much the timers of n8n's thread came late. */
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly maxMs: number;
	/** Share of the time in which n8n's thread was busy, from 0 to 1. */
	readonly utilization: number;
	/** How many processors the whole process has used, all of its threads together. */
	readonly cpus: number;
	/** Memory of the whole process. */
	readonly rssMb: number;
};

/** Looks into a running n8n. */
export type Probe = {
	/** What n8n needs in its environment. */
	readonly env: Readonly<Record<string, string>>;
	/** Since the last look. */
	look(): Promise<Look>;
	/** Takes CPU profiles of n8n's thread and of the engine's while the task is under way, each into its file. */
	profile<T>(files: readonly [string, string], task: () => Promise<T>): Promise<T>;
};

/** @param folder where the probe has its socket */
export function probeIn(folder: string): Probe {
	const socketPath = join(folder, 'probe.sock');
	const ask = async (order: string, files?: readonly string[]) => {
		const socket = connect(socketPath);
		socket.end(JSON.stringify({ order, files }));
		return JSON.parse(await text(socket)) as unknown;
	};
	const look = async () => (await ask('look')) as Look;
	return {
		env: {
			NODE_OPTIONS: `--require ${join(import.meta.dirname, 'probe.cjs')}`,
			BENCH_PROBE: socketPath,
		},
		look,
		async profile(files, task) {
			await ask('startProfile');
			const done = await task();
			await ask('endProfile', files);
			return done;
		},
	};
}
