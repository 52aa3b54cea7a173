import type { Bench } from '../scenario.ts';
import type { BenchWorld } from '../world/benchWorld.ts';
import { nothing, ourOrders } from '../world/workflows.ts';
import { burstOn } from './burst.ts';
import { ourIntake } from './intake.ts';

/** The two rates of a world by which it is compared with itself. */
export type Rates = { readonly storedPerSecond: number; readonly runsPerSecond: number };

/** What the only workflow wants, and what nobody does. */
const WANTED = { currency: 'USD' };
const UNWANTED = { currency: 'EUR' };

/**
 * Publishes one workflow, and warms everything up.
 *
 * @returns how to measure intake and burst, as often as wanted
 */
export async function ratesOf(bench: Bench, world: BenchWorld): Promise<() => Promise<Rates>> {
	const id = await world.publish(ourOrders(nothing, {}, WANTED));
	const measure = async (events: number) => {
		const { load } = await ourIntake(world, events, UNWANTED);
		const { perSecond } = await burstOn(world, id, events);
		return { storedPerSecond: load.perSecond, runsPerSecond: perSecond };
	};
	await measure(bench.size(200, 5));
	return async () => {
		const rates = await measure(bench.size(1_000, 10));
		const { storedPerSecond, runsPerSecond } = rates;
		bench.say(`${storedPerSecond.toFixed(0)} stored/s, ${runsPerSecond.toFixed(1)} runs/s`);
		return rates;
	};
}
