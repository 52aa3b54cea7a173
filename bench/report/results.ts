import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/v4';

const ROOT = join(import.meta.dirname ?? __dirname, '../..');

const share = z.object({ name: z.string(), share: z.number() });

const resultsSchema = z.object({
	measuredAt: z.iso.datetime(),
	/** Whether these are the numbers of `--quick`, which say nothing. */
	isQuick: z.boolean(),
	versions: z.object({
		package: z.string(),
		commit: z.string(),
		n8n: z.string(),
		node: z.string(),
	}),
	machine: z.object({
		processors: z.number(),
		model: z.string(),
		memoryGb: z.number(),
		system: z.string(),
		/** How many processes wanted a processor when the run began. */
		loadBefore: z.number(),
	}),
	scenarios: z.record(z.string(), z.record(z.string(), z.number())),
	/**
	 * Where n8n's thread, and with `Engine` after the name the engine's, has spent its busy time, by package and
	 * by function; `busy` is the share of all time.
	 */
	profiles: z.record(
		z.string(),
		z.object({ busy: z.number(), packages: z.array(share), functions: z.array(share) }),
	),
});

/** What a run of the bench has measured, and on what. */
export type Results = z.output<typeof resultsSchema>;
export type Profile = Results['profiles'][string];

/** Those that docs/performance.md is about. */
export const DOCUMENTED = join(ROOT, 'bench/results/documented.json');

/** Results without a figure, of this machine and these versions. */
export function noResults(isQuick: boolean): Results {
	const versionIn = (file: string) =>
		(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
	const runtime = join(process.env.COMMERCE_RUNTIME_DIR!, 'node_modules/n8n/package.json');
	return {
		measuredAt: new Date().toISOString(),
		isQuick,
		versions: {
			package: versionIn(join(ROOT, 'package.json')),
			commit: commit(),
			n8n: versionIn(runtime),
			node: process.versions.node,
		},
		machine: {
			processors: cpus().length,
			model: cpus()[0]?.model ?? 'unknown',
			memoryGb: Math.round(totalmem() / 1e9),
			system: `${process.platform} ${process.arch}`,
			loadBefore: loadavg()[0]!,
		},
		scenarios: {},
		profiles: {},
	};
}

export function readResults(file: string): Results {
	return resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Short; with a plus where the files are not those of the commit. */
function commit(): string {
	const git = (...given: string[]) =>
		execFileSync('git', given, { cwd: ROOT, encoding: 'utf8' }).trim();
	try {
		const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
		return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? '+' : ''}`;
	} catch {
		return 'unknown';
	}
}
