import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { newSecret, post, sign } from '../support/postSigned.ts';
import { entityTrigger, startWorld, storeTrigger, type World } from '../support/world.ts';

const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
const HOUR_MS = 3_600_000;
const NAME = 'Commerce Store Trigger';

describe('a store needs one node, on a real n8n', () => {
	let world: World;
	let folder: string;
	let shop: DemoStore;
	let workflowId: string;
	const keys = { apiKey: 'key-of-this-shop', apiSecret: newSecret() };
	let node: WorkflowNode;
	let credential: { id: string; name: string };

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-one-'));
		shop = await startDemoStore({ port: 0, dataFile: join(folder, 'shop.json'), ...keys });
		shop.placeOrder(CUSTOMER);
		world = await startWorld();
		credential = await world.n8n.createCredential('One', 'commerceGenericStoreApi', {
			...{ storeUrl: shop.url, ...keys },
		});
		node = { ...storeTrigger(credential), typeVersion: 4, webhookId: 'one-node' };
		({ id: workflowId } = await world.n8n.createWorkflow(chain('One node', [node])));
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await shop?.stop();
		await rm(folder, { recursive: true, force: true });
	}, 60_000);

	const imports = async () =>
		(await world.database.imports()).filter(({ began }) => began !== 'publish');
	const untilImported = async (times: number) =>
		await waitUntil(
			async () => {
				const runs = await imports();
				return runs.length === times && runs.every(({ isOver }) => isOver);
			},
			{ what: `import ${times} to end`, timeoutMs: 60_000 },
		);
	const eventsOf = async (id: string) =>
		(await world.database.events()).filter(({ entityId }) => entityId === id);

	it('published alone, it imports at once; started again, it brings in what webhooks missed and puts a deleted webhook back; and n8n lists no execution for that', async () => {
		await world.n8n.publish(workflowId);
		await untilImported(1);
		expect(shop.state.webhooks).toHaveLength(1);
		expect(await world.database.events()).toEqual([]);

		shop.state.webhooks.length = 0;
		const { id } = shop.placeOrder(CUSTOMER);
		await world.n8n.stop();
		await world.database.letTimePass(HOUR_MS);
		await world.n8n.start();
		await untilImported(2);
		expect(await eventsOf(id)).toMatchObject([
			{ codes: expect.arrayContaining(['order_created']) },
		]);
		expect(shop.state.webhooks).toHaveLength(1);
		expect((await imports()).map(({ began }) => began)).toEqual(['start', 'start']);
		expect(await world.n8n.listExecutions({ workflowId })).toEqual([]);
		expect(world.n8n.output()).not.toMatch(/unhandled/i);
	}, 180_000);

	it('a status is written back by Commerce Update Status alone: with the keys by which the store is connected, or with keys that are chosen there', async () => {
		const update = (parameters: Record<string, unknown>, more: Partial<WorkflowNode> = {}) => ({
			...{ name: 'Update', type: 'n8n-nodes-commerce.commerceUpdateStatus', typeVersion: 3 },
			...{ position: [220, 0] as const, parameters },
			...more,
		});
		for (const [orderStatus, node] of Object.entries({
			completed: update({ target: 'order', orderStatus: 'completed' }),
			cancelled: update(
				{ ...{ target: 'order', orderStatus: 'cancelled' }, keys: 'chosen', provider: 'generic' },
				{ credentials: { commerceGenericStoreApi: credential } },
			),
		})) {
			const trigger = entityTrigger({ entityType: 'Order', events: ['order_created'], version: 3 });
			const { id } = await world.n8n.createWorkflow(chain(orderStatus, [trigger, node]));
			await world.publish(id);
			const order = shop.placeOrder(CUSTOMER);
			const status = () => shop.state.orders.find((each) => each.id === order.id)?.status;
			await waitUntil(() => status() === orderStatus, { what: `the order to be ${orderStatus}` });
			const statuses = async () =>
				(await world.n8n.listExecutions({ workflowId: id })).map((run) => run.status);
			await waitUntil(async () => (await statuses()).includes('success'), {
				what: 'the run to end',
			});
			expect(await statuses()).toEqual(['success']);
			await world.unpublish(id);
		}
		expect(await world.n8n.listExecutions({ workflowId })).toEqual([]);
	}, 120_000);

	it('a test in the editor shows what the store posts, and goes on with it', async () => {
		const webhooks = shop.state.webhooks.length;
		await world.n8n.rest('POST', `/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: NAME },
		});
		await waitUntil(() => shop.state.webhooks.length === webhooks + 1, {
			what: 'a webhook for the test to be in the store',
		});
		const { url } = shop.state.webhooks.at(-1)!;
		const told = sign(keys.apiSecret, 'customer.created', { id: 'c1', email: 'ada@example.com' });
		expect(await post(url, told)).toBe(200);
		const run = await waitUntil(
			async () => {
				const found = await world.n8n.listExecutions({ workflowId, includeData: true, limit: 1 });
				return found[0]?.status === 'success' && found[0];
			},
			{ what: 'the run of the test' },
		);
		expect(run.data!.resultData.runData[NAME]![0]!.data!.main[0]![0]!.json).toMatchObject({
			customer: { id: 'c1' },
		});
	}, 60_000);

	it('a copy of its workflow is refused with the name of the one that has the store, and imports nothing', async () => {
		const before = (await imports()).length;
		const copy = chain('Copy', [{ ...node, webhookId: 'copy-of-one-node' }]);
		const { id } = await world.n8n.createWorkflow(copy);
		await world.n8n.publish(id);
		type Status = { triggers: Array<{ errorMessage: string | null }> };
		const said = await waitUntil(
			async () =>
				(await world.n8n.rest<Status>('GET', `/workflows/${id}/publication-status`)).triggers[0]
					?.errorMessage,
			{ what: 'publishing to fail', timeoutMs: 40_000 },
		);
		expect(said).toMatch(/is already connected by the workflow "One node"\..*Unpublish that/);
		expect(await imports()).toHaveLength(before);
		expect(shop.state.webhooks).toHaveLength(1);
	}, 60_000);

	it('unpublished, it takes its webhook out of the store, and is asked no more', async () => {
		await world.n8n.unpublish(workflowId);
		await waitUntil(() => shop.state.webhooks.length === 0, { what: 'the webhook to be gone' });
		const before = await imports();
		await world.database.letTimePass(HOUR_MS);
		await world.n8n.stop();
		await world.n8n.start();
		expect(await imports()).toEqual(before);
		expect(shop.state.webhooks).toEqual([]);
	}, 120_000);
});
