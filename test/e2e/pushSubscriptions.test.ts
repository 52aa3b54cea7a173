import { createHmac } from 'node:crypto';
import webPush from 'web-push';
import { chain, waitUntil } from '../support/n8n.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

const CUSTOMER_KEY = 'a key that the shop and n8n share';

const PUSH = {
	name: 'Commerce Send Push',
	type: 'n8n-nodes-commerce.commerceSendPush',
	typeVersion: 1,
	position: [220, 0] as const,
};

describe('saved subscriptions, on a real n8n', () => {
	let world: World;
	let push: PushService;

	beforeAll(async () => {
		world = await startWorld();
		push = await startPushService();
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await push?.stop();
	}, 60_000);

	it('what a shop’s page sends to a Webhook node is saved, and the event’s customer is notified, and nobody else', async () => {
		const keys = webPush.generateVAPIDKeys();
		const credential = await world.n8n.createCredential('Push', 'commerceWebPushApi', {
			subject: 'mailto:shop@example.com',
			...keys,
			customerSecret: CUSTOMER_KEY,
		});
		const [{ value: integrationGuid }] = await world.n8n.rest<[{ value: string }]>(
			'POST',
			'/dynamic-node-parameters/options',
			{
				path: 'parameters.integrations',
				nodeTypeAndVersion: { name: 'n8n-nodes-commerce.commerceOrderTrigger', version: 1 },
				methodName: 'getIntegrations',
				currentNodeParameters: {},
			},
		);
		const saving = await world.n8n.createWorkflow(
			chain('Save subscriptions', [
				{
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					position: [0, 0],
					parameters: { httpMethod: 'POST', path: 'save-push', responseMode: 'lastNode' },
					webhookId: 'save-push',
				},
				{
					...PUSH,
					parameters: {
						operation: 'save',
						furtherServices: push.url,
					},
					credentials: { commerceWebPushApi: credential },
				},
			]),
		);
		await world.n8n.publish(saving.id);
		const [ada, grace] = [push.subscribe(keys.publicKey), push.subscribe(keys.publicKey)];
		const signedBy = (key: string, customerId: string) => ({
			integrationGuid,
			customerId,
			customerSignature: createHmac('sha256', key)
				.update(`${integrationGuid}:${customerId}`)
				.digest('hex'),
		});
		const save = async (subscription: object) =>
			await fetch(`${world.n8n.url}/webhook/save-push`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(subscription),
			});
		await waitUntil(async () => (await save({ ...ada, ...signedBy(CUSTOMER_KEY, 'ada') })).ok, {
			what: 'the subscription to be saved',
		});
		expect((await save({ ...grace, ...signedBy(CUSTOMER_KEY, 'grace') })).status).toBe(200);
		expect((await save({ ...grace, ...signedBy('a key of mine', 'ada') })).status).toBe(500);
		expect((await save({ ...grace, endpoint: 'https://10.0.0.1/x' })).status).toBe(500);

		const { id } = await world.n8n.createWorkflow(
			chain('Notify', [
				entityTrigger({ entityType: 'Order', events: ['order_created'] }),
				{
					...PUSH,
					parameters: {
						audience: 'customer',
						title: 'Thank you for {{ order.number }}',
						options: { furtherServices: push.url },
					},
					credentials: { commerceWebPushApi: credential },
				},
			]),
		);
		await world.publish(id);
		await world.report('order.created', {
			id: '1',
			number: '#1',
			customer: { id: 'ada', email: 'ada@example.com' },
		});
		await world.untilQuiet();
		expect(push.messages.map(({ endpoint }) => endpoint)).toEqual([ada.endpoint]);
		expect(JSON.parse(push.messages[0]!.text)).toMatchObject({ title: 'Thank you for #1' });
	}, 60_000);
});
