import webPush from 'web-push';
import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { firstOutput, pressExecute, runManually } from '../support/runManually.ts';
import { answering, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { entityTrigger, sendEmail, startWorld, type World } from '../support/world.ts';

const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
const PACKAGE = 'n8n-nodes-commerce';

describe('trying a workflow in the editor, on a real n8n', () => {
	let world: World;
	let push: PushService;
	let receiver: SimulatedServer;
	let actions: (options: Record<string, unknown>) => WorkflowNode[];
	let orderId: string;
	let calls = 0;

	beforeAll(async () => {
		world = await startWorld({}, true);
		push = await startPushService();
		receiver = await startServer(
			answering(async () => {
				calls += 1;
				return { status: 200, json: {} };
			}),
		);
		const keys = webPush.generateVAPIDKeys();
		const vapid = await world.n8n.createCredential('Push', 'commerceWebPushApi', {
			subject: 'mailto:shop@example.com',
			...keys,
		});
		const { nodes } = await world.n8n.rest<{ nodes: WorkflowNode[] }>(
			'GET',
			`/workflows/${world.storeWorkflowId}`,
		);
		const { credentials: store } = nodes.find(({ type }) => type.endsWith('commerceStoreTrigger'))!;
		const browser = push.subscribe(keys.publicKey);
		const action = (name: string, parameters: Record<string, unknown>, more = {}) => ({
			name,
			type: `${PACKAGE}.commerce${name}`,
			typeVersion: 1,
			position: [220, 0] as const,
			parameters,
			...more,
		});
		actions = (options) => [
			sendEmail(world.smtp, { template: 'order_confirmation', options }),
			action(
				'SendPush',
				{
					audience: 'endpoints',
					subscriptions: JSON.stringify(browser),
					title: 'Hello',
					options: { ...options, furtherServices: push.url },
				},
				{ credentials: { commerceWebPushApi: vapid } },
			),
			action('CallWebhook', {
				url: receiver.url,
				options: { ...options, allowPrivateAddresses: true },
			}),
			action(
				'Store',
				{
					provider: 'generic',
					operation: 'addTracking',
					orderId: '={{ $("Commerce Order Trigger").item.json.order.id }}',
					trackingNumber: 'TRACK-1',
					options,
				},
				{ credentials: store },
			),
			action('UpdateStatus', { target: 'order', orderStatus: 'completed', options }),
		];
		({ id: orderId } = world.store.placeOrder(CUSTOMER));
		world.store.pay(orderId);
		await waitUntil(
			() => world.store.state.deliveries.every(({ status }) => status === 'delivered'),
			{ what: 'the store to have reported everything' },
		);
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await push?.stop();
		await receiver?.close();
	}, 60_000);

	const trigger = () => entityTrigger({ entityType: 'Order', events: ['order_created'] });
	const order = () => world.store.state.orders.find(({ id }) => id === orderId)!;
	const reached = () => ({
		mails: world.mail.mails.length,
		notifications: push.messages.length,
		calls,
		status: order().status,
		shipments: world.store.state.shipments.length,
	});

	it('reaches no customer, shop or stranger, and shows what would be sent and to whom', async () => {
		const before = reached();
		const run = await runManually(world.n8n, chain('Try all', [trigger(), ...actions({})]));
		expect(reached()).toEqual(before);
		expect(run.data?.resultData.error).toBeUndefined();
		const shown = { preview: true, reason: 'manual run' };
		expect(firstOutput(run, 'Commerce Send Email').email).toMatchObject({
			...shown,
			sent: false,
			to: ['ada@example.com'],
			subject: expect.stringContaining('order') as unknown,
		});
		expect(firstOutput(run, 'SendPush').push).toMatchObject({
			...shown,
			sent: 0,
			audience: { browsers: 1 },
			notification: { title: 'Hello' },
		});
		expect(firstOutput(run, 'CallWebhook').webhook).toMatchObject({
			...shown,
			sent: false,
			url: `${receiver.url}/`,
		});
		expect(firstOutput(run, 'UpdateStatus').update).toMatchObject({
			...shown,
			changed: false,
			id: orderId,
			status: 'completed',
			store: 'Test Shop',
		});
		expect(firstOutput(run, 'Store').tracking).toMatchObject({
			...shown,
			changed: false,
			orderId,
			trackingNumber: 'TRACK-1',
		});
	});

	it('reaches nobody through a sub-workflow either', async () => {
		const before = reached();
		const start: WorkflowNode = {
			name: 'Start',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters: { inputSource: 'passthrough' },
		};
		const { id } = await world.n8n.createWorkflow(
			chain('Mail of another workflow', [start, sendEmail(world.smtp, {})]),
		);
		const call: WorkflowNode = {
			name: 'Call it',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			position: [220, 0],
			parameters: { workflowId: { __rl: true, mode: 'id', value: id } },
		};
		const run = await runManually(world.n8n, chain('Try a sub-workflow', [trigger(), call]));
		expect(firstOutput(run, 'Call it').email).toMatchObject({
			sent: false,
			reason: 'manual run',
			to: ['ada@example.com'],
		});
		expect(reached()).toEqual(before);
	});

	it('reaches nobody when a failed manual run is repeated from the list of executions', async () => {
		const before = reached();
		const nodes = (addresses: string) => [
			trigger(),
			sendEmail(world.smtp, { recipient: 'addresses', addresses }),
		];
		const broken = chain('Try, mend, repeat', nodes('nobody'));
		const { id } = await world.n8n.createWorkflow(broken);
		const failed = await pressExecute(world.n8n, id, trigger().name);
		expect(failed.status).toBe('error');
		const mended = chain(broken.name, nodes('team@example.com'));
		await world.n8n.publicApi('PUT', `/workflows/${id}`, mended);
		await world.n8n.rest('POST', `/executions/${failed.id}/retry`, { loadWorkflow: true });
		const [repeated] = await world.n8n.listExecutions({ workflowId: id, includeData: true });
		expect(repeated?.mode).toBe('retry');
		expect(firstOutput(repeated!, 'Commerce Send Email').email).toMatchObject({
			sent: false,
			reason: 'manual run',
			to: ['team@example.com'],
		});
		expect(reached()).toEqual(before);
	});

	it('sends for real when it is told to, once for each event', async () => {
		const before = reached();
		const workflow = chain('Send all', [trigger(), ...actions({ sendForReal: true })]);
		const { id } = await world.n8n.createWorkflow(workflow);
		const first = await pressExecute(world.n8n, id, trigger().name);
		expect(first.data?.resultData.error).toBeUndefined();
		const after = reached();
		expect(after).toEqual({
			mails: before.mails + 1,
			notifications: before.notifications + 1,
			calls: before.calls + 1,
			status: 'completed',
			shipments: before.shipments + 1,
		});
		const again = await pressExecute(world.n8n, id, trigger().name);
		expect(firstOutput(again, 'Commerce Send Email').email).toMatchObject({
			sent: false,
			skipped: true,
			reason: 'already sent',
		});
		expect(reached()).toEqual(after);
	});
});
