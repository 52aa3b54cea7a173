import { setTimeout as wait } from 'node:timers/promises';
import { reportNode } from '../../test/support/reportNode.ts';
import { answering, startServer } from '../../test/support/simulatedServer.ts';
import type { Bench, Measured } from '../scenario.ts';
import { connectPeer } from '../world/connectPeer.ts';
import { postAll } from '../world/postAll.ts';
import { quantile } from '../world/quantile.ts';
import { ourOrders } from '../world/workflows.ts';

const PEER = 'bench-latency';
/** Between two posts: n8n has written down the run, and is idle. */
const PAUSE_MS = 150;

/**
 * How long it takes from a post of the shop to the first action, while n8n has nothing else to do. The
 * action is n8n's HTTP Request node in both workflows, and they take turns.
 */
export async function latency(bench: Bench): Promise<Measured> {
	const world = await bench.world();
	const { shop, storeUrl } = world;
	const rounds = bench.size(100, 3);
	const warmUp = bench.size(10, 1);
	let acted: (() => void) | undefined;
	const receiver = await startServer(
		answering(async () => {
			acted?.();
			return { status: 200, json: {} };
		}),
	);
	const ours = await world.publish(ourOrders(reportNode(receiver.url, '{ id: $json.order.id }')));
	const action = reportNode(receiver.url, '{ id: $json.id }');
	const peer = await connectPeer(world, PEER, action);

	const timeOf = async (url: string) => {
		const posts = shop.newOrders(1, url);
		await wait(PAUSE_MS);
		const started = new Promise<number>((resolve) => {
			acted = () => resolve(performance.now());
		});
		const sentAt = performance.now();
		await postAll(url, posts);
		return (await started) - sentAt;
	};
	const times: Record<'ours' | 'peer', number[]> = { ours: [], peer: [] };
	for (let round = -warmUp; round < rounds; round += 1) {
		const [our, other] = [await timeOf(storeUrl), await timeOf(peer.address)];
		if (round < 0) continue;
		times.ours.push(our);
		times.peer.push(other);
	}
	await world.retire(ours);
	await peer.retire();
	await receiver.close();

	const [p50, p95] = [0.5, 0.95];
	bench.say(
		`p50 ${quantile(times.ours, p50).toFixed(0)} ms, n8n's own nodes ${quantile(times.peer, p50).toFixed(0)} ms`,
	);
	return {
		rounds,
		p50Ms: quantile(times.ours, p50),
		p95Ms: quantile(times.ours, p95),
		peerP50Ms: quantile(times.peer, p50),
		peerP95Ms: quantile(times.peer, p95),
	};
}
