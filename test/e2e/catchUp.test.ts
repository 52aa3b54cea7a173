import { chain, startN8nProcess, waitUntil, type N8nProcess } from '../support/n8n.ts';
import { connectedStore } from '../support/connectedStore.ts';
import {
	startShopifyShop,
	startWooCommerceShop,
	type SimulatedShopOfAKind,
} from '../support/simulatedShops.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

const ORDERS = 30;

const SHOPS = { WooCommerce: startWooCommerceShop, Shopify: startShopifyShop };

describe.each(Object.entries(SHOPS))('a %s shop, on a real n8n', (kind, startShop) => {
	let world: World;
	let shop: SimulatedShopOfAKind;
	let storeWorkflowId: string;
	let moved: N8nProcess | undefined;

	beforeAll(async () => {
		world = await startWorld();
		shop = await startShop();
		const credential = await world.n8n.createCredential(kind, shop.credentialType, shop.credential);
		({ id: storeWorkflowId } = await world.n8n.createWorkflow(
			connectedStore({
				provider: shop.provider,
				storeName: kind,
				webhookId: `catch-up-${shop.provider}`,
				credentialType: shop.credentialType,
				credential,
			}),
		));
		await world.n8n.publish(storeWorkflowId);
		await waitUntil(() => shop.workingWebhooks() > 0, { what: 'the shop to be connected' });
	}, 180_000);
	afterAll(async () => {
		await moved?.stop();
		await world?.stop();
		await shop?.close();
	}, 60_000);

	/** Runs "Import changes" once, as the schedule does. */
	const runImport = async () => {
		const { executionId } = await world.n8n.rest<{ executionId: string }>(
			'POST',
			`/workflows/${storeWorkflowId}/run`,
			{ triggerToStartFrom: { name: 'Every 10 minutes' } },
		);
		return await resultOf(executionId);
	};
	/** What "Import changes" brings in by itself when n8n has started. */
	const importAtStart = async () => {
		const { id } = await waitUntil(
			async () => {
				const filter = { workflowId: storeWorkflowId, includeData: true };
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
	const paid = async () =>
		(await world.database.events())
			.filter(({ codes }) => codes.includes('order_paid'))
			.map(({ entityId }) => entityId)
			.sort();

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
		const ids: string[] = [];
		for (let i = 0; i < ORDERS; i += 1) ids.push(await shop.placeOrder());
		await runImport();
		const created = (await world.database.events()).filter(({ codes }) =>
			codes.includes('order_created'),
		);
		expect(created.map(({ entityId }) => entityId).sort()).toEqual([...ids].sort());
		const webhooks = shop.workingWebhooks();

		await world.n8n.stop();
		for (const id of ids) await shop.payOrder(id);
		await shop.giveUp();
		expect(shop.workingWebhooks()).toBeLessThan(webhooks);

		await world.n8n.start();
		const result = await importAtStart();
		expect(await paid()).toEqual([...ids].sort());
		expect(shop.workingWebhooks()).toBe(webhooks);
		expect(result.imported).toMatchObject({ Shipment: { skipped: expect.any(String) } });
		expect(result.webhooks).toMatchObject({ restored: expect.any(Number) });

		const answers: number[] = [];
		for (const id of ids) answers.push(...(await shop.sendAgain(id)));
		expect(new Set(answers)).toEqual(new Set([200]));
		await world.untilQuiet();
		expect(await paid()).toEqual([...ids].sort());
		const runs = await world.n8n.listExecutions({ workflowId: watching, limit: 250 });
		expect(runs.map(({ status }) => status)).toEqual(ids.map(() => 'success'));
	}, 180_000);

	it('51-n8n-webhook-url-changed: the import at the start has the shop post to the new address, and the old one is gone', async () => {
		const webhooks = shop.workingWebhooks();
		const former = new Set(shop.addresses());
		await world.n8n.stop();
		// Another name of the same machine: what is posted there arrives.
		const { port } = world.n8n;
		moved = await startN8nProcess({
			userFolder: world.userFolder,
			port,
			env: { N8N_WEBHOOK_URL: `http://localhost:${port}/` },
		});
		const current = [...former].map((url) => url.replace('127.0.0.1', 'localhost'));
		await waitUntil(() => !shop.addresses().some((url) => former.has(url)), {
			what: 'the old address to be gone',
			timeoutMs: 60_000,
		});
		expect(new Set(shop.addresses())).toEqual(new Set(current));
		expect(shop.workingWebhooks()).toBe(webhooks);
		const id = await shop.placeOrder();
		await world.untilQuiet();
		const events = (await world.database.events()).filter(({ entityId }) => entityId === id);
		expect(events).toMatchObject([{ codes: expect.arrayContaining(['order_created']) }]);
	}, 120_000);
});
