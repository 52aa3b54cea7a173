import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Profile } from './results.ts';

/** What V8 writes. @see https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile */
export type CpuProfile = {
	readonly nodes: ReadonlyArray<{
		readonly id: number;
		readonly callFrame: Frame;
	}>;
	readonly samples: readonly number[];
	readonly timeDeltas: readonly number[];
};

type Frame = {
	readonly functionName: string;
	readonly url: string;
	readonly lineNumber: number;
	readonly columnNumber: number;
};

const SHOWN_PACKAGES = 12;
const SHOWN_FUNCTIONS = 15;
const IDLE = '(idle)';
const PROFILER = 'node:inspector';
const OURS = 'n8n-nodes-commerce';

/** Where a thread has spent the time in which it was busy, by package and by function. */
export function profileOf({ nodes, samples, timeDeltas }: CpuProfile): Profile {
	const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
	const packages = new Map<string, number>();
	const functions = new Map<string, number>();
	const sourceOf = sourceFinder();
	let [busy, all] = [0, 0];
	for (const [position, id] of samples.entries()) {
		const frame = frames.get(id)!;
		const { functionName } = frame;
		const time = timeDeltas[position] ?? 0;
		all += time;
		if (functionName === IDLE || frame.url === PROFILER) continue;
		const where = packageOf(sourceOf(frame), functionName);
		busy += time;
		add(packages, where, time);
		add(functions, `${functionName || '(anonymous)'} in ${where}`, time);
	}
	return {
		busy: busy / all,
		packages: largest(packages, busy, SHOWN_PACKAGES),
		functions: largest(functions, busy, SHOWN_FUNCTIONS),
	};
}

/** In which file a function was written: the libraries of this package are bundled, and its maps say where they are. */
function sourceFinder(): (frame: Frame) => string {
	const maps = new Map<string, SourceMap | null>();
	const mapOf = (url: string) => {
		const file = `${fileURLToPath(url)}.map`;
		return existsSync(file)
			? new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMap['payload'])
			: null;
	};
	return ({ url, lineNumber, columnNumber }) => {
		if (!url.startsWith('file:') || !url.includes(`/node_modules/${OURS}/`)) return url;
		if (!maps.has(url)) maps.set(url, mapOf(url));
		const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
		const source = entry && 'originalSource' in entry ? entry.originalSource : '';
		return source.includes('/node_modules/') ? source : url;
	};
}

function packageOf(url: string, functionName: string): string {
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
