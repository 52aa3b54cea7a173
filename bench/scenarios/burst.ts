import type { Workflow } from '../../demo/n8n/workflow.ts';
import type { Bench, Measured } from '../scenario.ts';
import type { BenchWorld } from '../world/benchWorld.ts';
import { connectPeer } from '../world/connectPeer.ts';
import { postAll } from '../world/postAll.ts';
import type { Look } from '../world/probe.ts';
import { nothing, ourOrders } from '../world/workflows.ts';

/** A burst of orders, until all runs have ended. */
export type Burst = { readonly perSecond: number; readonly runs: number; readonly look: Look };

const PEER = 'bench-peer';

/**
 * Many orders at once, until all runs have ended: one order a run, up to a hundred a run, and with n8n's
 * WooCommerce Trigger and Filter. n8n's thread is looked at meanwhile.
 */
export async function burst(bench: Bench): Promise<Measured> {
	const world = await bench.world();
	const events = bench.size(2_000, 20);
	const warmUp = bench.size(200, 5);

	await ourBurst(world, ourOrders(nothing), warmUp);
	const one = await bench.profiled('burst', world, () =>
		ourBurst(world, ourOrders(nothing), events),
	);
	bench.say(`one order a run: ${one.perSecond.toFixed(1)} orders/s`);

	const hundreds = ourOrders(nothing, { eventsPerRun: 100 });
	const hundred = await bench.profiled('burstHundred', world, () =>
		ourBurst(world, hundreds, events),
	);
	bench.say(`up to 100 orders a run: ${hundred.perSecond.toFixed(1)} orders/s`);

	await peerBurst(world, warmUp);
	const peer = await bench.profiled('burstPeer', world, () => peerBurst(world, events));
	bench.say(`n8n's own nodes: ${peer.perSecond.toFixed(1)} orders/s`);

	return {
		events,
		onePerSecond: one.perSecond,
		hundredPerSecond: hundred.perSecond,
		hundredRuns: hundred.runs,
		peerPerSecond: peer.perSecond,
		...lookOf('one', one),
		...lookOf('hundred', hundred),
		...lookOf('peer', peer),
	};
}

/** Publishes a workflow for the burst alone. */
export async function ourBurst(
	world: BenchWorld,
	workflow: Workflow,
	events: number,
): Promise<Burst> {
	const id = await world.publish(workflow);
	const done = await burstOn(world, id, events);
	const isOneEach = !('eventsPerRun' in (workflow.nodes[0]!.parameters.options as object));
	if (done.runs === 0 || (isOneEach && done.runs !== events)) {
		throw new Error(`${events} orders have started ${done.runs} runs.`);
	}
	await world.retire(id);
	return done;
}

/** A burst of orders for a workflow that is live. */
export async function burstOn(
	{ shop, storeUrl, probe, runs, untilQuiet }: BenchWorld,
	workflowId: string,
	events: number,
): Promise<Burst> {
	const before = runs.ended(workflowId);
	const posts = shop.newOrders(events, storeUrl);
	await probe.look();
	const { startedAt } = await postAll(storeUrl, posts);
	await untilQuiet();
	const seconds = (performance.now() - startedAt) / 1_000;
	const look = await probe.look();
	return { perSecond: events / seconds, runs: runs.ended(workflowId) - before, look };
}

async function peerBurst(world: BenchWorld, events: number): Promise<Burst> {
	const { shop, probe } = world;
	const peer = await connectPeer(world, PEER, nothing);
	const posts = shop.newOrders(events, peer.address);
	await probe.look();
	const { startedAt } = await postAll(peer.address, posts);
	await peer.untilEnded(events);
	const seconds = (performance.now() - startedAt) / 1_000;
	const look = await probe.look();
	await peer.retire();
	return { perSecond: events / seconds, runs: events, look };
}

function lookOf(name: string, { look }: Burst): Measured {
	return {
		[`${name}LoopP50Ms`]: look.p50Ms,
		[`${name}LoopP99Ms`]: look.p99Ms,
		[`${name}LoopMaxMs`]: look.maxMs,
		[`${name}Utilization`]: look.utilization,
		[`${name}Cpus`]: look.cpus,
	};
}
