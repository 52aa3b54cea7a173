import { setTimeout as wait } from 'node:timers/promises';
import type { N8nProcess } from '../demo/n8n/n8nProcess.ts';
import type { Shops } from './shops.ts';
import type { TortureWorld } from './world.ts';

/** Something went away at once: a process of n8n, or the other side of an effect, in the middle of its answer. */
export type Cut = {
	readonly of: 'n8n' | 'mail server' | 'store';
	/** Epoch milliseconds. */
	readonly at: number;
};

/** A process of n8n that ended by itself, not by a fault of torture. */
export type OwnEnd = { readonly name: string; readonly how: string };

/** What could keep from being recorded what has been done. */
export type FaultLog = {
	readonly cuts: Cut[];
	/** When the state database could not be written. Epoch milliseconds. */
	readonly outages: Array<{ readonly from: number; readonly to: number }>;
};

/** One thing that goes wrong, and is put right again. */
export type Fault = { readonly name: string; readonly strike: () => Promise<void> };

/** More than two leases, and than every other time that the engine counts with; what is due is late by as much. */
const CLOCK_AHEAD_MS = 75_000;

/** Where n8n 2.41 fails as it starts, when it was killed just as it began a run. Its next start leaves that out. */
const FAULT_OF_N8N = 'performStartupRecovery';

/** Starts a process of n8n, and once more where n8n's own fault has ended it, as a service manager does. */
async function startAsAService(n8n: Pick<N8nProcess, 'start'>): Promise<void> {
	try {
		await n8n.start();
	} catch (error) {
		if (!(error as Error).message.includes(FAULT_OF_N8N)) throw error;
		await n8n.start();
	}
}

/**
 * What goes wrong in a run, in a random order: processes are killed as often as is wanted; everything else
 * happens once or twice, and the engine's threads end twice.
 *
 * @param log is written as they strike
 */
export function faultsOf(
	world: TortureWorld,
	shops: Shops,
	kills: number,
	random: () => number,
	log: FaultLog,
): Fault[] {
	const { processes, mail, disk, restartDatabase, restartRedis, shiftClock, endEngines } = world;
	const names = Object.keys(processes);
	const cutOff = (of: Cut['of']) => void log.cuts.push({ of, at: Date.now() });
	const kill = (index: number): Fault => {
		const name = names[index % names.length]!;
		return {
			name: `kill -9 of ${name}`,
			async strike() {
				cutOff('n8n');
				await processes[name]!.kill();
				await startAsAService(processes[name]!);
			},
		};
	};
	const outage = (name: string, strike: () => Promise<void>): Fault => ({
		name,
		async strike() {
			const from = Date.now();
			await strike();
			log.outages.push({ from, to: Date.now() });
		},
	});
	const endThreads: Fault = {
		name: "the engine's threads ended",
		async strike() {
			cutOff('n8n');
			await endEngines();
		},
	};
	const others: Fault[] = [
		endThreads,
		endThreads,
		{
			name: 'mail server down',
			async strike() {
				cutOff('mail server');
				await mail.stop();
				await wait(3_000);
				await mail.restart();
			},
		},
		{
			name: 'store down',
			async strike() {
				cutOff('store');
				await shops.restartGeneric(3_000);
			},
		},
		{
			name: `clock ${CLOCK_AHEAD_MS / 1_000} s ahead, then back`,
			async strike() {
				await shiftClock(CLOCK_AHEAD_MS);
				await wait(3_000);
				await shiftClock(0);
			},
		},
		...(restartDatabase === null ? [] : [outage('database server restarted', restartDatabase)]),
		...(restartRedis === null ? [] : [{ name: 'Redis killed', strike: restartRedis }]),
		...(disk === null
			? []
			: [
					outage('disk of the state database full', async () => {
						await disk.fill();
						await wait(3_000);
						await disk.clear();
					}),
				]),
	];
	const all = [...Array.from({ length: kills }, (_, index) => kill(index)), ...others];
	return all
		.map((fault) => ({ fault, at: random() }))
		.toSorted((one, other) => one.at - other.at)
		.map(({ fault }) => fault);
}
