import type { Profile } from './results.ts';

/** What V8 writes. @see https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile */
export type CpuProfile = {
	readonly nodes: ReadonlyArray<{
		readonly id: number;
		readonly callFrame: { readonly functionName: string; readonly url: string };
	}>;
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
};

const SHOWN_PACKAGES = 12;
const SHOWN_FUNCTIONS = 15;
const IDLE = '(idle)';
const OURS = 'n8n-nodes-commerce';

/** Where a thread has spent the time in which it was busy, by package and by function. */
export function profileOf({ nodes, samples, timeDeltas }: CpuProfile): Profile {
	const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
	const packages = new Map<string, number>();
	const functions = new Map<string, number>();
	let busy = 0;
	for (const [position, id] of samples.entries()) {
		const { functionName, url } = frames.get(id)!;
		if (functionName === IDLE) continue;
		const time = timeDeltas[position] ?? 0;
		const where = packageOf(url, functionName);
		busy += time;
		add(packages, where, time);
		add(functions, `${functionName || '(anonymous)'} in ${where}`, time);
	}
	return {
		packages: largest(packages, busy, SHOWN_PACKAGES),
		functions: largest(functions, busy, SHOWN_FUNCTIONS),
	};
}

function packageOf(url: string, functionName: string): string {
	if (url.includes(`/${OURS}/`)) return OURS;
	const [, inModules] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
	if (inModules !== undefined) return inModules;
	if (url.startsWith('node:')) return 'Node.js';
	if (functionName === '(garbage collector)') return 'garbage collection';
	return url === '' ? 'native code' : 'other';
}

function add(times: Map<string, number>, name: string, time: number): void {
	times.set(name, (times.get(name) ?? 0) + time);
}

function largest(times: ReadonlyMap<string, number>, all: number, count: number) {
	return [...times]
		.toSorted(([, one], [, other]) => other - one)
		.slice(0, count)
		.map(([name, time]) => ({ name, share: time / all }));
}
