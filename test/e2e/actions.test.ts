import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import webPush from 'web-push';
import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { bodyOf, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const CUSTOMER = { firstName: 'Ada "the first"', email: 'ada@example.com' };

type Received = { url: string; headers: IncomingHttpHeaders; body: string };

const CUSTOMER_KEY = 'a key that the shop and n8n share';

const PUSH = {
	name: 'Commerce Send Push',
	type: 'n8n-nodes-commerce.commerceSendPush',
	typeVersion: 1,
	position: [220, 0] as const,
};

describe('actions, on a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld();
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	describe('a called webhook', () => {
		let receiver: SimulatedServer;
		let credential: { id: string; name: string };
		let received: Received[] = [];
		let failNext = 0;

		beforeAll(async () => {
			receiver = await startServer((request, response) => {
				void (async () => {
					const { url = '', headers } = request;
					received.push({ url, headers, body: (await bodyOf(request)).toString() });
					failNext -= 1;
					response.writeHead(failNext >= 0 ? 503 : 200, { 'content-type': 'application/json' });
					response.end('{"accepted":true}');
				})();
			});
			credential = await world.n8n.createCredential('Receiver', 'commerceWebhookApi', {
				signingSecret: SECRET,
				headerName: 'Authorization',
				headerSecret: 'Bearer receiver-key',
			});
		});
		beforeEach(() => {
			received = [];
			failNext = 0;
		});
		afterAll(async () => await receiver?.close());

		const callWebhook = (parameters: Record<string, unknown>, more = {}): WorkflowNode => ({
			name: 'Commerce Call Webhook',
			type: 'n8n-nodes-commerce.commerceCallWebhook',
			typeVersion: 1,
			position: [220, 0],
			parameters,
			credentials: { commerceWebhookApi: credential },
			...more,
		});
		const triggerOn = (number: string, options: Record<string, unknown> = {}) => {
			const conditionsJson = JSON.stringify({ number });
			const parameters = { options, conditionsMode: 'json', conditionsJson };
			return entityTrigger({ entityType: 'Order', events: ['order_created'], parameters });
		};
		const publish = async (name: string, nodes: WorkflowNode[]) => {
			const { id } = await world.n8n.createWorkflow(chain(name, nodes));
			await world.publish(id);
			return id;
		};
		const order = (id: string, more = {}) => ({
			id,
			number: `#${id}`,
			customer: CUSTOMER,
			...more,
		});
		const outputOf = async (workflowId: string) => {
			const [run] = await world.n8n.listExecutions({ workflowId, includeData: true });
			const [node] = run?.data?.resultData.runData['Commerce Call Webhook'] ?? [];
			return { run, items: node?.data?.main[0]?.map(({ json }) => json) };
		};

		it('brings the event, signed, with the same id in both tries, and shows the answer', async () => {
			const workflowId = await publish('Tell of new orders', [
				triggerOn('#1'),
				callWebhook({
					url: `${receiver.url}/orders`,
					options: { allowPrivateAddresses: true, retryAfter: '1s' },
				}),
			]);
			failNext = 1;
			await world.report('order.created', order('1', { status: 'processing' }));
			await world.untilQuiet();

			expect(received).toHaveLength(2);
			for (const { headers, body } of received) {
				expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
					type: 'order.created',
					data: {
						event: { code: 'order_created' },
						order: { number: '#1' },
						customer: { email: 'ada@example.com' },
					},
				});
				expect(headers.authorization).toBe('Bearer receiver-key');
			}
			const ids = received.map(({ headers }) => headers['webhook-id']);
			expect(new Set(ids).size).toBe(1);
			const { items } = await outputOf(workflowId);
			expect(items).toEqual([
				expect.objectContaining({
					order: expect.objectContaining({ number: '#1' }) as unknown,
					webhook: expect.objectContaining({
						sent: true,
						signed: true,
						id: ids[0],
						attempts: 2,
						status: 200,
						body: { accepted: true },
					}) as unknown,
				}),
			]);
		});

		it('is called once though the run is repeated, with own JSON, URL and headers', async () => {
			const workflowId = await publish('Fails afterwards', [
				triggerOn('#2', {
					acknowledge: 'executionFinishesSuccessfully',
					retryAfter: '1s, 1s',
				}),
				callWebhook({
					method: 'PUT',
					url: `=${receiver.url}/orders/{{ $json.order.number }}`,
					body: 'json',
					json: '={"name": "{{ $json.customer.firstName }}", "number": {{ order.number | json }}}',
					headers: { header: [{ name: 'X-Store', value: '{{ integration.name }}' }] },
					options: { allowPrivateAddresses: true },
				}),
				{
					name: 'Stop',
					type: 'n8n-nodes-base.stopAndError',
					typeVersion: 1,
					position: [440, 0],
					parameters: { errorMessage: 'on purpose' },
				},
			]);
			await world.report('order.created', order('2'));
			await world.untilQuiet();

			expect(received).toHaveLength(1);
			const [{ url, headers, body }] = received as [Received];
			expect(url).toBe('/orders/%232');
			expect(headers['x-store']).toBe('Test Shop');
			expect(JSON.parse(body)).toEqual({ name: 'Ada "the first"', number: '#2' });
			const { run, items } = await outputOf(workflowId);
			expect(run?.status).toBe('error');
			expect(items?.[0]?.webhook).toMatchObject({
				sent: false,
				skipped: true,
				reason: 'already sent',
			});
		});

		it('is refused at a private address, and the run fails with what to do', async () => {
			const workflowId = await publish('Private', [
				triggerOn('#3'),
				callWebhook({ url: `${receiver.url}/orders` }),
			]);
			await world.report('order.created', order('3'));
			await world.untilQuiet();

			expect(received).toEqual([]);
			const { run } = await outputOf(workflowId);
			expect(run?.status).toBe('error');
			expect(run?.data?.resultData.error?.message).toContain(
				'must not be called: it is this server itself.',
			);
		});

		it('is only shown with "Preview Only", without the key', async () => {
			const workflowId = await publish('Preview', [
				triggerOn('#4'),
				callWebhook({ url: `${receiver.url}/orders`, options: { previewOnly: true } }),
			]);
			await world.report('order.created', order('4'));
			await world.untilQuiet();

			expect(received).toEqual([]);
			const { items } = await outputOf(workflowId);
			expect(items?.[0]?.webhook).toMatchObject({
				sent: false,
				preview: true,
				url: `${receiver.url}/orders`,
				headers: { authorization: '***' },
				body: { type: 'order.created' },
			});
		});

		it('that fails goes on with its item where the node says so', async () => {
			failNext = 10;
			const workflowId = await publish('Goes on', [
				triggerOn('#5'),
				callWebhook(
					{
						url: `${receiver.url}/orders`,
						options: { allowPrivateAddresses: true, retryAfter: '' },
					},
					{ onError: 'continueRegularOutput' },
				),
			]);
			await world.report('order.created', order('5'));
			await world.untilQuiet();

			const { run, items } = await outputOf(workflowId);
			expect(run?.status).toBe('success');
			expect(items?.[0]).toMatchObject({
				order: { number: '#5' },
				webhook: {
					sent: false,
					retryable: true,
					attempts: 1,
					status: 503,
					body: { accepted: true },
				},
			});
		});

		it.each([
			['a good one', SECRET, 'OK', /^Can be used/],
			['a short one', 'whsec_x', 'Error', /cannot be used/],
		])(
			'has a signing secret that the test button checks: %s',
			async (_what, signingSecret, ...said) => {
				const type = 'commerceWebhookApi';
				const data = { signingSecret, headerName: '', headerSecret: '' };
				const { id } = await world.n8n.createCredential('Another', type, data);
				const credentials = { id, name: 'Another', type, data };
				const [status, message] = said;
				await expect(
					world.n8n.rest('POST', '/credentials/test', { credentials }),
				).resolves.toMatchObject({ status, message: expect.stringMatching(message) as unknown });
			},
		);
	});

	describe('saved subscriptions', () => {
		let push: PushService;

		beforeAll(async () => {
			push = await startPushService();
		});
		afterAll(async () => await push?.stop());

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
				id: 'saved',
				number: '#saved',
				customer: { id: 'ada', email: 'ada@example.com' },
			});
			await world.untilQuiet();
			expect(push.messages.map(({ endpoint }) => endpoint)).toEqual([ada.endpoint]);
			expect(JSON.parse(push.messages[0]!.text)).toMatchObject({ title: 'Thank you for #saved' });
		}, 60_000);
	});
});
