import { join } from 'node:path';
import type { Bench, Measured } from '../scenario.ts';
import { fillState } from '../world/fillState.ts';
import { ratesOf } from './ratesOf.ts';

/**
 * The burst and the intake, first with an empty database and then with that of a shop of some weeks: events,
 * deliveries that are settled, and what belongs to them.
 */
export async function growth(bench: Bench): Promise<Measured> {
	return await bench.inFreshWorld(async (world) => {
		const rows = bench.size(200_000, 1_000);
		const measure = await ratesOf(bench, world);
		const empty = await measure();
		const megabytes = fillState(join(world.userFolder, '.n8n/commerce.sqlite'), rows);
		bench.say(`${rows} events stored: the file has ${megabytes.toFixed(0)} MB`);
		const full = await measure();
		return {
			rows,
			fileMb: megabytes,
			emptyStoredPerSecond: empty.storedPerSecond,
			emptyRunsPerSecond: empty.runsPerSecond,
			fullStoredPerSecond: full.storedPerSecond,
			fullRunsPerSecond: full.runsPerSecond,
		};
	});
}
