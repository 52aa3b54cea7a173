import pg from 'pg';
import { openPostgres } from '../../engine/state/dialects/openPostgres.ts';
import { startPostgres } from '../../test/support/startPostgres.ts';
import type { Bench, Measured } from '../scenario.ts';
import { startBenchWorld } from '../world/benchWorld.ts';
import { startDelayingProxy } from '../world/delayingProxy.ts';
import { quantile } from '../world/quantile.ts';
import { ratesOf } from './ratesOf.ts';

const DELAY_MS = 2;

/** The burst and the intake with Postgres, first beside n8n, then with a network between the two. */
export async function delayedPostgres(bench: Bench): Promise<Measured> {
	const postgres = await startPostgres();
	const direct = `${postgres.url}/postgres`;
	const proxy = await startDelayingProxy(Number(new URL(direct).port));
	const proxied = direct.replace(/:\d+\//, `:${proxy.port}/`);
	const world = await startBenchWorld(
		bench.packageTarball,
		{ COMMERCE_DATABASE_URL: proxied },
		() => openPostgres({ connectionString: direct, schema: 'commerce' }),
	);
	try {
		const rates = await ratesOf(bench, world);
		const measure = async () => {
			const roundTripMs = await roundTrip(proxied);
			bench.say(`round trip ${roundTripMs.toFixed(1)} ms`);
			return { roundTripMs, ...(await rates()) };
		};
		const near = await measure();
		proxy.setDelay(DELAY_MS);
		const far = await measure();
		return {
			nearRoundTripMs: near.roundTripMs,
			nearStoredPerSecond: near.storedPerSecond,
			nearRunsPerSecond: near.runsPerSecond,
			farRoundTripMs: far.roundTripMs,
			farStoredPerSecond: far.storedPerSecond,
			farRunsPerSecond: far.runsPerSecond,
		};
	} finally {
		await world.stop();
		await proxy.stop();
		await postgres.stop();
	}
}

async function roundTrip(connectionString: string): Promise<number> {
	const client = new pg.Client({ connectionString });
	await client.connect();
	const times: number[] = [];
	for (let round = 0; round < 30; round += 1) {
		const askedAt = performance.now();
		await client.query('select 1');
		times.push(performance.now() - askedAt);
	}
	await client.end();
	return quantile(times, 0.5);
}
