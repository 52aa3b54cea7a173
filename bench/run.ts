import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../demo/n8n/buildPackage.ts';
import { figuresOf } from './report/figures.ts';
import { profileOf, type CpuProfile } from './report/profileOf.ts';
import { profileTable } from './report/performanceDoc.ts';
import { noResults, type Results } from './report/results.ts';
import { cellsOf, tableOf } from './report/table.ts';
import { keepResults, writeDocs } from './report/writeDocs.ts';
import type { Bench, Measured } from './scenario.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';
import { startBenchWorld, type BenchWorld } from './world/benchWorld.ts';

const NAMES = Object.keys(SCENARIOS) as ScenarioName[];
const USAGE = `npm run bench -- [--quick] [--only ${NAMES.slice(0, 2).join(',')}] [--save]

  --quick   a few of everything: shows that the bench works, its figures say nothing
  --only    some scenarios: ${NAMES.join(', ')}
  --save    keeps the figures in bench/results/documented.json, and writes docs/performance.md from them
  --profile takes CPU profiles of n8n's thread and the engine's, and keeps them instead of the figures, which they slow down
  --docs    measures nothing, and writes docs/performance.md from the figures that are kept`;

/** `npm run bench`: this package and n8n's own nodes side by side. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string', default: NAMES.join(',') },
			save: { type: 'boolean', default: false },
			profile: { type: 'boolean', default: false },
			docs: { type: 'boolean', default: false },
		},
	});
	if (values.docs) return await writeDocs();
	const wanted = values.only.split(',') as ScenarioName[];
	const unknown = wanted.find((name) => !NAMES.includes(name));
	if (unknown !== undefined) throw new Error(`There is no scenario "${unknown}".\n\n${USAGE}`);

	const results = await measure(wanted, values);
	console.log(`\n${tableOf(cellsOf(figuresOf(results)))}\n`);
	if (values.quick) console.log('These are the figures of --quick, and say nothing.');
	if (!values.save || values.quick) return;
	const kept = values.profile ? { ...results, scenarios: {} } : results;
	await keepResults(kept);
	await writeDocs();
}

async function measure(
	wanted: readonly ScenarioName[],
	{ quick: isQuick, profile: isProfiled }: { quick: boolean; profile: boolean },
): Promise<Results> {
	const results = noResults(isQuick);
	const packageTarball = process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage());
	let shared: Promise<BenchWorld> | undefined;
	const world = async () => await (shared ??= startBenchWorld(packageTarball));
	const bench: Bench = {
		world,
		async inFreshWorld(task) {
			if (isQuick) return await task(await world());
			const fresh = await startBenchWorld(packageTarball);
			return await task(fresh).finally(() => fresh.stop());
		},
		packageTarball,
		// A profile shows the same with fewer, and its file stays readable.
		size: (full, quick) => (isQuick ? quick : isProfiled ? Math.ceil(full / 4) : full),
		say: (line) => console.log(`  ${line}`),
		async profiled(name, { probe, userFolder }, task) {
			if (!isProfiled) return await task();
			const names = [name, `${name}Engine`] as const;
			const fileOf = (each: string) => join(userFolder, `${each}.cpuprofile`);
			const done = await probe.profile([fileOf(names[0]), fileOf(names[1])], task);
			for (const each of names) {
				if (!existsSync(fileOf(each))) continue;
				const profile = profileOf(JSON.parse(readFileSync(fileOf(each), 'utf8')) as CpuProfile);
				results.profiles[each] = profile;
				console.log(`\n${each}\n\n${profileTable(profile)}\n`);
			}
			return done;
		},
	};
	try {
		for (const name of NAMES.filter((each) => wanted.includes(each))) {
			const startedAt = performance.now();
			console.log(name);
			const measured: Measured = await SCENARIOS[name](bench);
			console.log(`  in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
			results.scenarios[name] = { ...measured };
		}
	} finally {
		await shared?.then(
			(world) => world.stop(),
			() => {},
		);
	}
	return results;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const exitCode = await main().then(
	() => 0,
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		return 1;
	},
);
// Ends what a scenario that has failed has left, too.
process.exit(exitCode);
