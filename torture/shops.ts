import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startDemoStore, type DemoStore } from '../demo/store/startDemoStore.ts';
import { waitUntil } from '../demo/n8n/waitUntil.ts';
import { connectedStoreOfBefore } from '../test/support/connectedStore.ts';
import { newSecret } from '../test/support/postSigned.ts';
import {
	startShopifyShop,
	startWooCommerceShop,
	type SimulatedShopOfAKind,
} from '../test/support/simulatedShops.ts';
import type { Effect } from './ledger.ts';
import type { TortureWorld } from './world.ts';

/** Every half second, for longer than anything is down. */
const RETRY_DELAYS_MS = Array.from({ length: 1_200 }, () => 500);

/** The shops whose events n8n gets: one of each kind. */
export type Shops = {
	/** Speaks the documented contract, and tries again what nobody has taken. */
	generic(): DemoStore;
	/** The same, for customers: they wait while it is down. */
	open(): Promise<DemoStore>;
	readonly others: readonly SimulatedShopOfAKind[];
	/** Brings in what their webhooks have lost, as the schedule does. */
	importAll(): Promise<void>;
	/** Stops the generic shop for a while, and starts it with what it knew. */
	restartGeneric(downMs: number): Promise<void>;
	stop(): Promise<void>;
};

export async function startShops(world: TortureWorld): Promise<Shops> {
	const { n8n, folder } = world;
	const keys = { apiKey: 'key-of-the-shop', apiSecret: newSecret() };
	const dataFile = join(folder, 'shop.json');
	const start = async (port: number) =>
		await startDemoStore({ ...keys, port, dataFile, retryDelaysMs: RETRY_DELAYS_MS });
	let generic = await start(0);
	let opening = Promise.resolve(generic);
	// Plenty of everything: what is sold out cannot be ordered.
	for (const product of generic.state.products) product.stockQuantity = 1_000_000;
	const others = [await startWooCommerceShop(), await startShopifyShop()];
	const workflows: string[] = [];

	const connect = async (
		provider: 'generic' | 'shopify' | 'woocommerce',
		credentialType: string,
		data: Record<string, unknown>,
		isConnected: () => boolean,
	) => {
		const credential = await n8n.createCredential(provider, credentialType, data);
		const { id } = await n8n.createWorkflow(
			connectedStoreOfBefore({
				provider,
				storeName: `Torture ${provider}`,
				webhookId: `torture-${provider}`,
				credentialType,
				credential,
			}),
		);
		await n8n.publish(id);
		await waitUntil(isConnected, { what: `${provider} to be connected`, timeoutMs: 60_000 });
		return id;
	};
	await connect(
		'generic',
		'commerceGenericStoreApi',
		{ storeUrl: generic.url, ...keys },
		() => generic.state.webhooks.length > 0,
	);
	for (const shop of others) {
		workflows.push(
			await connect(
				shop.provider,
				shop.credentialType,
				shop.credential,
				() => shop.workingWebhooks() > 0,
			),
		);
	}

	return {
		generic: () => generic,
		open: async () => await opening,
		others,
		async importAll() {
			for (const workflowId of workflows) {
				const { executionId } = await n8n.rest<{ executionId: string }>(
					'POST',
					`/workflows/${workflowId}/run`,
					{ triggerToStartFrom: { name: 'Every 10 minutes' } },
				);
				await waitUntil(
					async () => (await n8n.getExecution(executionId, false)).status === 'success',
					{ what: 'an import to end', timeoutMs: 120_000 },
				);
			}
		},
		async restartGeneric(downMs) {
			const { port } = new URL(generic.url);
			opening = generic
				.stop()
				.then(async () => await wait(downMs))
				.then(async () => await start(Number(port)));
			generic = await opening;
		},
		async stop() {
			await generic.stop();
			for (const shop of others) await shop.close();
		},
	};
}

/**
 * The status updates since the last look: each leaves a note in its order, also one that changes nothing.
 *
 * @param seen how many notes each order had; is brought up to date
 */
export function newNotes(shops: Shops, seen: Map<string, number>): Effect[] {
	const effects: Effect[] = [];
	for (const { id, attributes } of shops.generic().state.orders) {
		const { staffNotes = [] } = attributes as { staffNotes?: string[] };
		for (let count = seen.get(id) ?? 0; count < staffNotes.length; count += 1) {
			effects.push({ key: id, at: Date.now() });
			seen.set(id, count + 1);
		}
	}
	return effects;
}
