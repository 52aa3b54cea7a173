import webPush from 'web-push';
import { waitUntil, type Workflow, type WorkflowNode } from '../support/n8n.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { answering, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import {
	entityTrigger,
	sendEmail,
	shipmentData,
	startWorld,
	type World,
} from '../support/world.ts';

const TRIGGER = 'Commerce Shipment Trigger';
const PAUSE_SECONDS = 4;

describe('an event that runs Email, Push and Webhook, on a real n8n', () => {
	let world: World;
	let push: PushService;
	let receiver: SimulatedServer;
	const called: Array<{ id: string; body: string }> = [];

	beforeAll(async () => {
		world = await startWorld();
		push = await startPushService();
		receiver = await startServer(
			answering(async ({ headers }, body) => {
				called.push({ id: String(headers['webhook-id']), body: body.toString() });
				return { status: 200, json: {} };
			}),
		);
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await push?.stop();
		await receiver?.close();
	}, 60_000);

	const between = (name: string, x: number): WorkflowNode => ({
		name,
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		position: [x, 0],
		parameters: { amount: PAUSE_SECONDS, unit: 'seconds' },
		webhookId: name,
	});

	it('kill -9 between them; after restart each reached its receiver exactly once', async () => {
		const keys = webPush.generateVAPIDKeys();
		const vapid = await world.n8n.createCredential('Push', 'commerceWebPushApi', {
			subject: 'mailto:shop@example.com',
			...keys,
		});
		const browser = push.subscribe(keys.publicKey);
		const nodes: WorkflowNode[] = [
			entityTrigger({ entityType: 'Shipment', events: ['shipment_delivered'] }),
			sendEmail(world.smtp, {}),
			between('after the mail', 440),
			{
				name: 'Commerce Send Push',
				type: 'n8n-nodes-commerce.commerceSendPush',
				typeVersion: 1,
				position: [660, 0],
				parameters: {
					audience: 'endpoints',
					subscriptions: JSON.stringify([browser]),
					title: 'Order {{ shipment.orderNumber }} has been delivered',
					options: { furtherServices: push.url },
				},
				credentials: { commerceWebPushApi: vapid },
			},
			between('after the push', 880),
			{
				name: 'Commerce Call Webhook',
				type: 'n8n-nodes-commerce.commerceCallWebhook',
				typeVersion: 1,
				position: [1100, 0],
				parameters: { url: `${receiver.url}/hook`, options: { allowPrivateAddresses: true } },
			},
		];
		const connections = Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, index) => [
					nodes[index]!.name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		);
		const workflow: Workflow = { name: 'All three', nodes, connections, settings: {} };
		const { id } = await world.n8n.createWorkflow(workflow);
		await world.publish(id);
		expect(nodes[0]?.name).toBe(TRIGGER);

		const kill = async () => {
			await world.n8n.kill();
			await world.n8n.start();
		};
		await world.report('shipment.delivered', shipmentData('1001'));
		await waitUntil(() => world.mail.mails.length === 1, { what: 'the mail' });
		await waitUntil(async () => (await world.database.sentActions()) === 1, {
			what: 'the mail to be recorded',
		});
		await kill();
		await waitUntil(() => push.messages.length === 1, { what: 'the push', timeoutMs: 90_000 });
		await waitUntil(async () => (await world.database.sentActions()) === 2, {
			what: 'the push to be recorded',
		});
		await kill();
		await waitUntil(() => called.length === 1, { what: 'the call', timeoutMs: 90_000 });
		await world.untilQuiet();

		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([
			['customer-1001@example.com'],
		]);
		expect(push.messages.map(({ text }) => JSON.parse(text) as { title: string })).toMatchObject([
			{ title: 'Order #1001 has been delivered' },
		]);
		expect(called.map(({ body }) => JSON.parse(body) as { type: string })).toMatchObject([
			{ type: 'shipment.delivered' },
		]);
	}, 300_000);
});
