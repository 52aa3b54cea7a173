import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import type { WorkflowNode } from '../../demo/n8n/workflow.ts';
import type { BenchWorld } from './benchWorld.ts';
import { postAll } from './postAll.ts';
import { peerOrders } from './workflows.ts';

/** A workflow with n8n's WooCommerce Trigger and Filter. */
export type Peer = {
	readonly id: string;
	/** Where the shop posts to. */
	readonly address: string;
	/** Returns when so many runs have ended since it was connected. */
	untilEnded(runs: number): Promise<void>;
	retire(): Promise<void>;
};

const PATIENCE_MS = 600_000;

/** Publishes one, and waits until it has had its first run. */
export async function connectPeer(
	world: BenchWorld,
	webhookId: string,
	then: WorkflowNode,
): Promise<Peer> {
	const { n8n, shop, runs, peerCredential } = world;
	const id = await world.publish(peerOrders(peerCredential, webhookId, then));
	const address = `${n8n.url}/webhook/${webhookId}/webhook`;
	const isConnected = () => shop.addresses().includes(address);
	const untilEnded = async (count: number) =>
		void (await waitUntil(() => runs.ended(id) >= count, {
			what: `${count} runs of n8n's own nodes to end`,
			timeoutMs: PATIENCE_MS,
		}));
	await waitUntil(isConnected, { what: 'the peer to be connected' });
	// n8n keeps the secret only after the shop has taken the webhook.
	await waitUntil(() => postAll(address, shop.newOrders(1, address)), {
		what: 'the peer to take an order',
	});
	await untilEnded(1);
	const atFirst = runs.ended(id);
	return {
		id,
		address,
		untilEnded: async (count) => await untilEnded(atFirst + count),
		async retire() {
			await world.retire(id);
			await waitUntil(() => !isConnected(), { what: 'the peer to be stopped' });
		},
	};
}
