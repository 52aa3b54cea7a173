import { join } from 'node:path';
import type { N8nClient } from '../../demo/n8n/n8nClient.ts';
import { apiWorkflow } from '../../demo/apiWorkflow.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { inviteMember } from '../support/inviteMember.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

const BASE = { first: 'commerce', second: 'second-api' };

/** One user: a client of n8n in their name, and of the REST API of their space. */
type User = {
	readonly n8n: N8nClient;
	readonly space: { readonly id: string; readonly name: string };
	api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }>;
};
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = { success: boolean; data?: any; error?: { code: string; message: string } };

describe('two users of one n8n, each with a space', () => {
	let world: World;
	let shop: DemoStore;
	let push: PushService;
	let first: User;
	let second: User;
	let guid: string;
	const apiSecret = newSecret();

	beforeAll(async () => {
		world = await startWorld();
		push = await startPushService();
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'first-shop.json'),
			apiKey: 'key',
			apiSecret,
			storeName: 'Shop of the first',
		});
		const member = await inviteMember(world.n8n);
		first = await user(world.n8n, 'first', 'a-key-of-the-first-user');
		second = await user(member, 'second', 'a-key-of-the-second-user');
		const connected = await first.api('POST', '/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: shop.url, apiKey: 'key', apiSecret },
		});
		expect([connected.status, connected.body.error]).toEqual([200, undefined]);
		guid = connected.body.data.guid;
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await push?.stop();
		await world?.stop();
	}, 60_000);

	async function user(n8n: N8nClient, name: 'first' | 'second', key: string): Promise<User> {
		const space = await n8n.createCredential(`Space of the ${name}`, 'commerceSpaceApi', {
			spaceSecret: key,
		});
		const token = `token-of-the-${name}-user`;
		const workflow = apiWorkflow(
			{
				commerceApi: await n8n.createCredential('API', 'commerceApi', {
					apiToken: token,
					n8nUrl: world.n8n.url,
					n8nApiKey: n8n.apiKey,
				}),
				commerceWebPushApi: await n8n.createCredential('Push', 'commerceWebPushApi', {
					subject: 'mailto:shop@example.com',
					...(await createVapidPair()),
					customerSecret: '',
				}),
				commerceSpaceApi: space,
			},
			{ apiOptions: { furtherServices: push.url, nameAmongSeveral: name } },
		);
		const nodes = workflow.nodes.map((node) =>
			node.webhookId ? { ...node, webhookId: BASE[name] } : node,
		);
		const { id } = await n8n.createWorkflow({ ...workflow, nodes });
		await n8n.publish(id);
		const api: User['api'] = async (method, path, body) => {
			const response = await fetch(`${world.n8n.url}/webhook/${BASE[name]}/api${path}`, {
				method,
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			return { status: response.status, body: (await response.json()) as Body };
		};
		await waitUntil(async () => (await api('GET', '/health')).status === 200, {
			what: `the API of the ${name} user to answer`,
		});
		return { n8n, space, api };
	}

	const collecting = async ({ n8n, space }: User, parameters: Record<string, unknown> = {}) => {
		const trigger = entityTrigger({
			entityType: 'Order',
			events: ['order_created'],
			parameters,
		});
		const { id } = await n8n.createWorkflow(
			chain('Collect', [{ ...trigger, credentials: { commerceSpaceApi: space } }, noOp]),
		);
		await n8n.publish(id);
		await waitUntil(async () => (await world.database.liveWorkflows()).includes(id), {
			what: 'the trigger to be live',
		});
		return id;
	};
	const noOp: WorkflowNode = {
		name: 'End',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [220, 0],
		parameters: {},
	};
	const placeOrder = () =>
		shop.placeOrder({
			email: 'ada@example.com',
			firstName: 'Ada',
			lastName: 'Lovelace',
			items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
		});
	const runsOf = async ({ n8n }: User, workflowId: string) =>
		(await n8n.listExecutions({ workflowId })).length;

	it("the second user's triggers get nothing of the first's store, also when they name it; the first's do", async () => {
		const own = await collecting(first);
		const any = await collecting(second);
		const named = await collecting(second, { integrations: [guid] });
		const before = (await first.api('GET', '/events')).body.data.length;
		placeOrder();
		await waitUntil(async () => (await runsOf(first, own)) === 1, { what: "the first's run" });
		await world.untilQuiet();
		expect((await first.api('GET', '/events')).body.data.length).toBeGreaterThan(before);
		expect([await runsOf(second, any), await runsOf(second, named)]).toEqual([0, 0]);
	}, 60_000);

	it("the second user's API neither lists, tells, replays, disables nor removes what is the first's", async () => {
		expect((await first.api('GET', '/integrations')).body.data).toHaveLength(1);
		expect((await second.api('GET', '/integrations')).body.data).toEqual([]);
		expect((await second.api('GET', '/events')).body.data).toEqual([]);
		expect((await second.api('GET', '/health')).body.data.integrations).toEqual([]);
		const [event] = (await first.api('GET', '/events')).body.data;
		const [workflow] = (await first.api('GET', '/workflows/Order/configured')).body.data;
		for (const [method, path] of [
			['GET', `/events/${event.id}`],
			['POST', `/events/${event.id}/replay`],
			['GET', `/integrations/provider/disable/${guid}`],
			['GET', `/integrations/provider/enable/${guid}`],
			['DELETE', `/integrations/providers/ecommerce/remove/${guid}`],
			['GET', `/workflows/configured/${workflow.guid}`],
			['POST', `/workflows/configured/${workflow.guid}/disable`],
			['GET', `/workflows/configured/${workflow.guid}/executions`],
		] as const) {
			expect([path, (await second.api(method, path)).status]).toEqual([path, 404]);
		}
		expect((await first.api('GET', '/integrations')).body.data[0].status).toBe('active');
	}, 60_000);

	it("the second user can neither resume the first's paused runs, see its store in a list, nor write to it", async () => {
		const { id } = await first.n8n.createWorkflow(
			chain('Pausing', [
				{
					...entityTrigger({ entityType: 'Order', events: ['order_created'] }),
					credentials: { commerceSpaceApi: first.space },
				},
				{
					name: 'Pause',
					type: 'n8n-nodes-commerce.commercePause',
					typeVersion: 2,
					position: [220, 0],
					parameters: {},
					credentials: { commerceSpaceApi: first.space },
					webhookId: 'pause-of-the-first',
				},
			]),
		);
		await first.n8n.publish(id);
		await waitUntil(async () => (await world.database.liveWorkflows()).includes(id), {
			what: 'the trigger to be live',
		});
		const order = placeOrder();
		const resume = `/workflows/resume-workflow?workflowId=${id}`;
		await waitUntil(
			async () => (await first.n8n.listExecutions({ workflowId: id, status: 'waiting' }))[0],
			{ what: 'the run to wait' },
		);
		expect((await second.api('GET', resume)).status).toBe(404);
		expect((await first.api('GET', resume)).status).toBe(200);

		const options = async ({ n8n, space }: User) =>
			(
				await n8n.rest<Array<{ name: string }>>('POST', '/dynamic-node-parameters/options', {
					path: 'parameters.integrations',
					nodeTypeAndVersion: { name: 'n8n-nodes-commerce.commerceOrderTrigger', version: 1 },
					methodName: 'getIntegrations',
					currentNodeParameters: {},
					credentials: { commerceSpaceApi: space },
				})
			).map(({ name }) => name);
		expect(await options(first)).toEqual(['Shop of the first']);
		expect(await options(second)).toEqual([]);

		const updateOf = async ({ n8n, space }: User, path: string) => {
			const { id: workflowId } = await n8n.createWorkflow(
				chain(path, [
					{
						name: 'Webhook',
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2,
						position: [0, 0],
						parameters: { httpMethod: 'POST', path, responseMode: 'lastNode' },
						webhookId: path,
					},
					{
						name: 'Commerce Update Status',
						type: 'n8n-nodes-commerce.commerceUpdateStatus',
						typeVersion: 1,
						position: [220, 0],
						parameters: {
							target: 'orderById',
							targetId: order.id,
							orderStatus: 'cancelled',
							store: 'chosen',
							integration: guid,
						},
						credentials: { commerceSpaceApi: space },
					},
				]),
			);
			await n8n.publish(workflowId);
			const url = `${world.n8n.url}/webhook/${path}`;
			await waitUntil(async () => (await fetch(url, { method: 'POST' })).status !== 404, {
				what: 'the workflow to be live',
			});
			const [run] = await n8n.listExecutions({ workflowId, includeData: true });
			return run!.data!.resultData.error?.message ?? run!.status;
		};
		const statusOfOrder = () => shop.state.orders.find((each) => each.id === order.id)?.status;
		expect(await updateOf(second, 'reach-over')).toBe('The store is not connected to this n8n');
		expect(statusOfOrder()).not.toBe('cancelled');
	}, 90_000);

	it("the second user's notifications do not reach the first's subscribers", async () => {
		const saved = await first.api(
			'POST',
			'/integrations/save-vapid-subscription',
			push.subscribe(),
		);
		expect(saved.status).toBe(200);
		const other = push.subscribe();
		await second.api('POST', '/integrations/save-vapid-subscription', other);
		const another = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'second-shop.json'),
			apiKey: 'key',
			apiSecret,
		});
		try {
			const connected = await second.api('POST', '/integrations/provider/configure', {
				providerId: 'generic',
				credentials: { storeUrl: another.url, apiKey: 'key', apiSecret },
			});
			expect(connected.status).toBe(200);
			await second.api('POST', '/workflows/configure', {
				name: 'To everybody',
				entityType: 'Order',
				triggerId: 'order_created',
				action: { type: 'send_push', recipient: 'everybody', title: 'News' },
			});
			another.placeOrder({
				email: 'bob@example.com',
				firstName: 'Bob',
				lastName: 'B',
				items: [{ productId: another.state.products[0]!.id, quantity: 1 }],
			});
			await waitUntil(() => push.messages.length > 0, { what: 'the notification' });
			await world.untilQuiet();
			expect(push.messages.map(({ endpoint }) => endpoint)).toEqual([other.endpoint]);
		} finally {
			await another.stop();
		}
	}, 90_000);
});
