import { chain, startN8nProcess, waitUntil, type N8nProcess } from '../support/n8n.ts';
import { connectedStoreOfBefore } from '../support/connectedStore.ts';
import {
	startShopifyShop,
	startWooCommerceShop,
	type SimulatedShopOfAKind,
} from '../support/simulatedShops.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

/** In each shop: thirty together. */
const ORDERS = 15;

const SHOPS = { WooCommerce: startWooCommerceShop, Shopify: startShopifyShop };

type Connected = {
	readonly shop: SimulatedShopOfAKind;
	readonly workflowId: string;
	/** Ids of its orders. */
	readonly orders: string[];
};

describe('a WooCommerce and a Shopify shop in drawings of before, with a schedule, on a real n8n', () => {
	let world: World;
	const shops: Connected[] = [];
	let moved: N8nProcess | undefined;

	beforeAll(async () => {
		world = await startWorld();
		for (const [kind, startShop] of Object.entries(SHOPS)) {
			const shop = await startShop();
			const { provider, credentialType } = shop;
			const credential = await world.n8n.createCredential(kind, credentialType, shop.credential);
			const { id } = await world.n8n.createWorkflow(
				connectedStoreOfBefore({
					provider,
					storeName: kind,
					webhookId: `catch-up-${provider}`,
					credentialType,
					credential,
				}),
			);
			shops.push({ shop, workflowId: id, orders: [] });
			await world.n8n.publish(id);
			await waitUntil(() => shop.workingWebhooks() > 0, { what: `${kind} to be connected` });
		}
	}, 180_000);
	afterAll(async () => {
		await moved?.stop();
		await world?.stop();
		for (const { shop } of shops) await shop.close();
	}, 60_000);

	/** Runs "Import changes" once, as the schedule does. */
	const runImport = async ({ workflowId }: Connected) => {
		const { executionId } = await world.n8n.rest<{ executionId: string }>(
			'POST',
			`/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: 'Every 10 minutes' } },
		);
		return await resultOf(executionId);
	};
	/** What "Import changes" brings in by itself when n8n has started. */
	const importAtStart = async ({ workflowId }: Connected) => {
		const { id } = await waitUntil(
			async () => {
				const filter = { workflowId, includeData: true };
				return (await world.n8n.listExecutions(filter)).find(
					({ data }) => data?.resultData.runData['When n8n starts'],
				);
			},
			{ what: 'the import at the start of n8n', timeoutMs: 60_000 },
		);
		return await resultOf(id);
	};
	const resultOf = async (executionId: string) => {
		const run = await waitUntil(
			async () => {
				const execution = await world.n8n.getExecution(executionId);
				return !['new', 'running'].includes(execution.status) && execution;
			},
			{ what: 'the import to end', timeoutMs: 60_000 },
		);
		expect(run.data?.resultData.error?.message).toBeUndefined();
		return run.data!.resultData.runData['Import changes']![0]!.data!.main[0]![0]!.json;
	};
	const changed = async (code: string) =>
		(await world.database.events())
			.filter(({ codes }) => codes.includes(code))
			.map(({ entityId }) => entityId)
			.toSorted();

	it('n8n is stopped while 30 orders change; after start and one import, each change has fired exactly once, the disabled or deleted hook is back, and webhooks that then arrive late fire nothing', async () => {
		const { id: watching } = await world.n8n.createWorkflow(
			chain('Watch', [
				entityTrigger({ entityType: 'Order', events: ['order_paid'] }),
				{
					name: 'Nothing',
					type: 'n8n-nodes-base.noOp',
					typeVersion: 1,
					position: [220, 0],
					parameters: {},
				},
			]),
		);
		await world.publish(watching);
		for (const connected of shops) {
			for (let i = 0; i < ORDERS; i += 1) connected.orders.push(await connected.shop.placeOrder());
			await runImport(connected);
		}
		const ids = shops.flatMap(({ orders }) => orders).toSorted();
		expect(await changed('order_created')).toEqual(ids);
		const webhooks = shops.map(({ shop }) => shop.workingWebhooks());

		await world.n8n.stop();
		for (const [index, { shop, orders }] of shops.entries()) {
			for (const id of orders) await shop.payOrder(id);
			await shop.giveUp();
			expect(shop.workingWebhooks()).toBeLessThan(webhooks[index]!);
		}

		await world.n8n.start();
		const results = await Promise.all(shops.map(importAtStart));
		expect(await changed('order_paid')).toEqual(ids);
		expect(shops.map(({ shop }) => shop.workingWebhooks())).toEqual(webhooks);
		for (const result of results) {
			expect(result.imported).toMatchObject({ Shipment: { skipped: expect.any(String) } });
			expect(result.webhooks).toMatchObject({ restored: expect.any(Number) });
		}
		const imports = Map.groupBy(await world.database.imports(), ({ began }) => began);
		expect([...imports.keys()].toSorted()).toEqual(['manual', 'publish', 'start']);
		expect(imports.get('start')).toHaveLength(shops.length);
		for (const { restored } of imports.get('start')!) expect(restored).not.toEqual([]);

		const answers: number[] = [];
		for (const { shop, orders } of shops) {
			for (const id of orders) answers.push(...(await shop.sendAgain(id)));
		}
		expect(new Set(answers)).toEqual(new Set([200]));
		await world.untilQuiet();
		expect(await changed('order_paid')).toEqual(ids);
		const runs = await world.n8n.listExecutions({ workflowId: watching, limit: 250 });
		expect(runs.map(({ status }) => status)).toEqual(ids.map(() => 'success'));
	}, 180_000);

	it('51-n8n-webhook-url-changed: the import at the start has each shop post to the new address, and the old one is gone', async () => {
		const webhooks = shops.map(({ shop }) => shop.workingWebhooks());
		const addresses = () => shops.flatMap(({ shop }) => shop.addresses());
		const former = new Set(addresses());
		await world.n8n.stop();
		// Another name of the same machine: what is posted there arrives.
		const { port } = world.n8n;
		moved = await startN8nProcess({
			userFolder: world.userFolder,
			port,
			env: { N8N_WEBHOOK_URL: `http://localhost:${port}/` },
		});
		const current = [...former].map((url) => url.replace('127.0.0.1', 'localhost'));
		await waitUntil(() => !addresses().some((url) => former.has(url)), {
			what: 'the old addresses to be gone',
			timeoutMs: 60_000,
		});
		expect(new Set(addresses())).toEqual(new Set(current));
		expect(shops.map(({ shop }) => shop.workingWebhooks())).toEqual(webhooks);
		for (const { shop } of shops) {
			const id = await shop.placeOrder();
			await world.untilQuiet();
			const events = (await world.database.events()).filter(({ entityId }) => entityId === id);
			expect(events).toMatchObject([{ codes: expect.arrayContaining(['order_created']) }]);
		}
	}, 120_000);
});
