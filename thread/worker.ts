import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { problemsIn } from '../engine/providers/problemsIn.ts';
import { connectPeer, type Peer } from './peer.ts';
import { PULSE, type HostVerbs, type ThreadData } from './protocol.ts';
import type { EngineVerbs } from './verbs.ts';

/** How the engine's thread is watched. */
export type ThreadLimits = {
	/** How long it may be busy without a turn for anything else, in milliseconds. */
	readonly busyMs: number;
	/** How much it may keep in memory. */
	readonly heapMegabytes: number;
};

/** A running thread of the engine. */
export type EngineThread = {
	readonly peer: Peer<EngineVerbs>;
	readonly ended: Promise<ThreadEnd>;
	terminate(): Promise<void>;
};

/** Why a thread has ended, and what it was at. */
export type ThreadEnd = {
	readonly reason: string;
	readonly underWay: ReturnType<Peer<EngineVerbs>['pending']>;
	/** Which of these the thread was busy with for longer than it may; 0 where it ended otherwise. */
	readonly culprit: number;
};

/** So often in the time that the thread may be busy for its pulse is looked at. */
const LOOKS = 10;

/** Starts a thread of the engine, and ends the thread when it is busy for longer than it may. */
export function startEngineThread(
	data: Omit<ThreadData, 'pulse'>,
	{ busyMs, heapMegabytes }: ThreadLimits,
	host: HostVerbs,
): EngineThread {
	const pulse = new Int32Array(new SharedArrayBuffer(8));
	const thread = new Worker(entry(), {
		name: 'commerce-engine',
		workerData: { ...data, pulse } satisfies ThreadData,
		resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
	});
	// n8n ends when it is asked to; a command of n8n's that waits for an answer ends once it is there.
	thread.unref();
	const peer = connectPeer<EngineVerbs>(
		thread,
		(verb, args) => (host[verb as keyof HostVerbs] as (args: unknown) => unknown)(args),
		undefined,
		(isWaiting) => (isWaiting ? thread.ref() : thread.unref()),
	);
	let reason: string | null = null;
	let culprit = 0;
	const stopWatching = watchPulse(pulse, busyMs, () => {
		culprit = Atomics.load(pulse, PULSE.askId);
		reason = `it was busy with one thing for more than ${busyMs / 1_000} seconds`;
		void thread.terminate();
	});
	const ended = new Promise<ThreadEnd>((resolve) => {
		// An error may quote what it could not read.
		thread.on('error', (error) => (reason ??= problemsIn(error)));
		thread.on('exit', () => {
			stopWatching();
			const said = reason ?? 'it was ended';
			resolve({ reason: said, underWay: peer.pending(), culprit });
			peer.end(`The engine of the Commerce nodes ended: ${said}.`);
		});
	});
	return { peer, ended, terminate: async () => void (await thread.terminate()) };
}

/** @returns ends the watch */
function watchPulse(
	pulse: Int32Array<SharedArrayBuffer>,
	busyMs: number,
	onBusy: () => void,
): () => void {
	const everyMs = busyMs / LOOKS;
	let turns = 0;
	let quietMs = 0;
	let lookedAt = performance.now();
	const timer = setInterval(() => {
		const seen = Atomics.load(pulse, PULSE.turns);
		const nowMs = performance.now();
		// A look that comes late says that the whole process stood still, and no more.
		quietMs = seen === turns ? quietMs + Math.min(nowMs - lookedAt, 2 * everyMs) : 0;
		[turns, lookedAt] = [seen, nowMs];
		// A thread that has not begun yet has no pulse.
		if (seen > 0 && quietMs >= busyMs) onBusy();
	}, everyMs).unref();
	return () => clearInterval(timer);
}

/** The bundle's file; of the sources, the module itself. */
function entry(): string {
	const bundled = ['..', join('..', '..')]
		.map((up) => join(__dirname, up, 'engine.js'))
		.find((file) => existsSync(file));
	return bundled ?? join(__dirname, 'main.ts');
}
