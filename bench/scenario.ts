import type { BenchWorld } from './world/benchWorld.ts';

/** What a scenario has measured, each by its name: rates in 1/s, times in ms, memory in MB. */
export type Measured = Readonly<Record<string, number>>;

/** What a scenario has to work with. */
export type Bench = {
	/** The n8n that most scenarios share. */
	world(): Promise<BenchWorld>;
	/** Does it in an n8n of its own, in which nothing has happened yet; where the bench is only tried, in the shared one. */
	inFreshWorld<T>(task: (world: BenchWorld) => Promise<T>): Promise<T>;
	/** The packed package, for scenarios that start an n8n of their own. */
	readonly packageTarball: string;
	/** How much is measured: the first number, or the second where only the bench itself is tried. */
	size(full: number, quick: number): number;
	/** Tells the person at the screen how far it is. */
	say(line: string): void;
	/** Does it, and where profiles are wanted takes those of n8n's thread and of the engine's meanwhile. */
	profiled<T>(name: string, world: BenchWorld, task: () => Promise<T>): Promise<T>;
};

export type Scenario = (bench: Bench) => Promise<Measured>;
