import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import type { Bench, Measured } from '../scenario.ts';
import type { BenchWorld } from '../world/benchWorld.ts';
import { postAll, type Load, type Post } from '../world/postAll.ts';
import type { Look } from '../world/probe.ts';
import { nothing, webhook } from '../world/workflows.ts';

export type Intake = { readonly load: Load; readonly look: Look };

/** Reserved for documents: no post comes from there. */
const NOBODY = '192.0.2.1';
const REFUSED = 403;

/**
 * Orders that no workflow wants: verified, read and stored with their events. Beside it n8n's Webhook node
 * that turns each post away, which is the least that n8n can do with one, and one that starts an empty run.
 */
export async function intake(bench: Bench): Promise<Measured> {
	const world = await bench.world();
	const { n8n, shop, storeUrl, runs } = world;
	const count = bench.size(2_000, 20);
	const warmUp = bench.size(300, 5);

	await ourIntake(world, warmUp);
	const ours = await bench.profiled('intake', world, () => ourIntake(world, count));
	bench.say(`stored: ${ours.load.perSecond.toFixed(0)} posts/s`);

	const idle = await world.publish(webhook('bench-idle', { ipWhitelist: NOBODY }));
	const idleUrl = `${n8n.url}/webhook/bench-idle`;
	const posts = shop.newOrders(count, storeUrl);
	await waitUntil(async () => (await probeStatus(idleUrl)) === REFUSED, { what: 'the webhook' });
	await looked(world, idleUrl, posts.slice(0, warmUp), REFUSED);
	const floor = await bench.profiled('intakeFloor', world, () =>
		looked(world, idleUrl, posts, REFUSED),
	);
	bench.say(`a webhook that does nothing: ${floor.load.perSecond.toFixed(0)} posts/s`);
	await world.retire(idle);

	const run = await world.publish(webhook('bench-run', {}, nothing));
	const runUrl = `${n8n.url}/webhook/bench-run`;
	await waitUntil(async () => (await probeStatus(runUrl)) === 200, { what: 'the webhook' });
	const before = performance.now();
	await looked(world, runUrl, posts, 200);
	// The run that has told that the webhook is live is one of them.
	await waitUntil(() => runs.ended(run) > count, { what: 'its runs to end', timeoutMs: 600_000 });
	const runsPerSecond = count / ((performance.now() - before) / 1_000);
	bench.say(`a webhook that starts an empty run: ${runsPerSecond.toFixed(0)} posts/s`);
	await world.retire(run);

	return {
		count,
		perSecond: ours.load.perSecond,
		p50Ms: ours.load.p50Ms,
		p99Ms: ours.load.p99Ms,
		floorPerSecond: floor.load.perSecond,
		floorP50Ms: floor.load.p50Ms,
		floorP99Ms: floor.load.p99Ms,
		webhookRunsPerSecond: runsPerSecond,
		loopP50Ms: ours.look.p50Ms,
		loopP99Ms: ours.look.p99Ms,
		loopMaxMs: ours.look.maxMs,
		utilization: ours.look.utilization,
		cpus: ours.look.cpus,
		floorLoopP50Ms: floor.look.p50Ms,
		floorLoopP99Ms: floor.look.p99Ms,
		floorLoopMaxMs: floor.look.maxMs,
		floorUtilization: floor.look.utilization,
	};
}

/** @param changes what makes the orders such that nobody wants them; left out: no workflow is live */
export async function ourIntake(
	world: BenchWorld,
	count: number,
	changes: Readonly<Record<string, unknown>> = {},
): Promise<Intake> {
	const { shop, storeUrl } = world;
	return await looked(world, storeUrl, shop.newOrders(count, storeUrl, changes), 200);
}

async function looked(
	{ probe }: BenchWorld,
	url: string,
	posts: readonly Post[],
	status: number,
): Promise<Intake> {
	await probe.look();
	const load = await postAll(url, posts, status);
	return { load, look: await probe.look() };
}

async function probeStatus(url: string): Promise<number> {
	const answer = await fetch(url, { method: 'POST', body: '{}' });
	await answer.arrayBuffer();
	return answer.status;
}
