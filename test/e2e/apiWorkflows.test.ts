import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { API_TOKEN, startApiWorld, withPush, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { firstOutput, runManually } from '../support/runManually.ts';
import { startReceiver, type Receiver } from '../support/webhookReceiver.ts';
import { entityTrigger, sendEmail, shipmentData } from '../support/world.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The request of the specification, but for the trigger's guid. */
const exampleBody = (triggerId: string) => ({
	name: 'Customer Delivery Notification',
	entityType: 'Shipment',
	triggerId,
	action: { type: 'send_email', recipient: 'customer', template: 'delivery_confirmation' },
	conditions: { status: 'delivered' },
});

describe('workflows through the REST API, on a real n8n', () => {
	let world: ApiWorld;
	let shop: DemoStore;
	let push: PushService;
	let receiver: Receiver;
	const apiSecret = newSecret();
	const webhookSecret = newSecret();

	beforeAll(async () => {
		push = await startPushService();
		world = await startApiWorld({}, withPush({ pushService: push.url }));
		receiver = await startReceiver();
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'shop.json'),
			apiKey: 'key',
			apiSecret,
		});
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await world?.stop();
		await receiver?.close();
		await push?.stop();
	}, 60_000);
	beforeEach(() => world.mail.forgetMails());

	const configure = async (body: object) =>
		await world.api('POST', '/api/workflows/configure', body);
	const made = async (body: object): Promise<string> => {
		const reply = await configure(body);
		expect([reply.status, reply.body.error]).toEqual([200, undefined]);
		return reply.body.data.guid;
	};
	const remove = (guid: string) => world.api('DELETE', `/api/workflows/configured/${guid}`);
	const listed = async (entityType = 'Shipment') =>
		(await world.api('GET', `/api/workflows/${entityType}/configured?managed=true`)).body.data;
	const inList = async (guid: string, entityType = 'Shipment') =>
		(await listed(entityType)).find((each: { guid: string }) => each.guid === guid);

	it("the specification's own example is on the canvas, published, and a delivered shipment mails the customer; toggle stops and starts it; delete removes it", async () => {
		const { body: triggers } = await world.api('GET', '/api/workflows/triggers/shipment');
		const delivered = triggers.data.find(
			({ code }: { code: string }) => code === 'shipment_delivered',
		);
		const { status, body } = await configure(exampleBody(delivered.guid));
		expect([status, body]).toEqual([
			200,
			{
				data: {
					guid: expect.stringMatching(UUID),
					name: 'Customer Delivery Notification',
					isActive: true,
				},
				success: true,
			},
		]);
		const { guid } = body.data;
		expect(await inList(guid)).toMatchObject({
			guid,
			name: 'Customer Delivery Notification',
			entityType: 'Shipment',
			trigger: 'shipment_delivered',
			action: 'send_email',
			conditions: { status: 'delivered' },
			isActive: true,
			isManaged: false,
		});
		const { workflowId } = await inList(guid);
		const workflow = (await world.n8n.listWorkflows()).find(({ id }) => id === workflowId)!;
		expect(workflow.active).toBe(true);
		expect(workflow.tags).toMatchObject([{ name: 'commerce' }]);
		expect(workflow.nodes.map(({ name, position }) => [name, position])).toEqual([
			['Shipment Delivered', [0, 0]],
			['Send Email', [256, 0]],
			['Note', [-64, -240]],
		]);

		await world.report('shipment.delivered', shipmentData('api-1'));
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([
			['customer-api-1@example.com'],
		]);

		const toggle = `/api/workflows/configured/${guid}/toggle`;
		const off = await world.api('GET', toggle);
		expect([off.status, off.body]).toEqual([
			200,
			{ data: { guid, isActive: false }, success: true },
		]);
		expect(off.headers.get('cache-control')).toBe('no-store');
		expect(await inList(guid)).toMatchObject({ isActive: false });
		const on = await world.api('POST', toggle);
		expect(on.body).toEqual({ data: { guid, isActive: true }, success: true });
		await world.report('shipment.delivered', shipmentData('api-2'));
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients).flat()).toContain(
			'customer-api-2@example.com',
		);
		for (const [path, isActive] of [
			...[['disable', false] as const, ['disable', false] as const],
			...[['enable', true] as const, ['enable', true] as const],
		]) {
			const { status: answered, body: said } = await world.api(
				'POST',
				`/api/workflows/configured/${guid}/${path}`,
			);
			expect([answered, said]).toEqual([200, { data: { guid, isActive }, success: true }]);
			expect(await inList(guid)).toMatchObject({ isActive });
		}
		const runs = await world.api('GET', `/api/workflows/configured/${guid}/executions?limit=1`);
		expect(runs.body.data).toMatchObject([{ status: 'success' }]);

		const deleted = await remove(guid);
		expect([deleted.status, deleted.body]).toEqual([200, { success: true }]);
		expect(await inList(guid)).toBeUndefined();
		expect((await world.n8n.listWorkflows()).map(({ id }) => id)).not.toContain(workflowId);
		const again = await remove(guid);
		expect([again.status, again.body]).toEqual([
			404,
			{ success: false, error: { code: 'NOT_FOUND', message: 'Workflow not found' } },
		]);
	}, 60_000);

	it('send_push notifies, webhook calls signed with its secret, update_status writes to the store, and none of the secrets is in a workflow', async () => {
		const connected = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: shop.url, apiKey: 'key', apiSecret },
		});
		const integration = connected.body.data.guid;
		const browser = push.subscribe();
		const saved = await world.api('POST', '/api/integrations/save-vapid-subscription', browser, {
			authorization: '',
		});
		expect([saved.status, saved.body]).toEqual([200, { success: true }]);

		const onPaid = { entityType: 'Order', triggerId: 'order_paid', integrations: [integration] };
		const guids = [
			await made({
				...onPaid,
				name: 'Push',
				action: {
					type: 'send_push',
					recipient: 'everybody',
					title: '=Paid {{ order.number }}',
					body: 'Thank you',
					url: '/orders',
				},
			}),
			await made({
				...onPaid,
				name: 'Webhook',
				conditions: { paymentStatus: 'paid', total: { gte: 0.01 } },
				action: {
					type: 'webhook',
					url: receiver.url,
					headers: { Authorization: 'Bearer of-the-receiver', 'X-Source': 'shop' },
					secret: webhookSecret,
					allowPrivateAddresses: true,
				},
			}),
			await made({
				...onPaid,
				name: 'Status',
				action: { type: 'update_status', status: 'completed' },
			}),
		];
		const order = shop.placeOrder({
			email: 'ada@example.com',
			firstName: 'Ada',
			lastName: 'Lovelace',
			items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
		});
		shop.pay(order.id);
		await waitUntil(
			() => shop.state.orders.find(({ id }) => id === order.id)?.status === 'completed',
			{
				what: 'the status to be in the store',
			},
		);
		const notification = await waitUntil(() => push.messages[0], { what: 'the notification' });
		expect(JSON.parse(notification.text)).toMatchObject({ title: `=Paid ${order.number}` });
		const call = await waitUntil(() => receiver.posts[0], { what: 'the webhook' });
		expect(call.headers).toMatchObject({
			authorization: 'Bearer of-the-receiver',
			'x-source': 'shop',
			'webhook-signature': expect.stringMatching(/^v1,/),
		});
		const drawn = JSON.stringify(await world.n8n.listWorkflows());
		for (const secret of [webhookSecret, 'of-the-receiver']) expect(drawn).not.toContain(secret);
		expect((await listed('Order')).map(({ action }: { action: string }) => action)).toEqual([
			'send_push',
			'update_status',
			'webhook',
		]);
		for (const guid of guids) await remove(guid);
		const { data } = await world.n8n.publicApi<{ data: Array<{ type: string }> }>(
			'GET',
			'/credentials',
		);
		expect(data.map(({ type }) => type)).not.toContain('commerceWebhookApi');
	}, 90_000);

	it('with its guid a workflow is changed, and what a person has drawn beside it stays', async () => {
		const guid = await made(exampleBody('shipment_delivered'));
		const { workflowId } = await inList(guid);
		const { name, nodes, connections, settings } = await world.n8n.publicApi<
			Record<string, unknown> & { nodes: object[] }
		>('GET', `/workflows/${workflowId}`);
		const own = {
			id: '5d0f8a50-0000-4000-8000-0000000000ff',
			name: 'Mine',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [512, 0],
			parameters: {},
		};
		await world.n8n.publicApi('PUT', `/workflows/${workflowId}`, {
			name,
			settings,
			nodes: [...nodes, own],
			connections: {
				...(connections as object),
				'Send Email': { main: [[{ node: 'Mine', type: 'main', index: 0 }]] },
			},
		});
		const change = {
			...exampleBody('shipment_out_for_delivery'),
			guid,
			name: 'On its way',
			action: { type: 'send_email', recipient: ['team@example.com'], template: 'out_for_delivery' },
			conditions: {},
		};
		// The second time, there is nothing to change: n8n does not publish it anew.
		for (const times of ['once', 'again']) {
			const { status, body } = await configure(change);
			expect([times, status, body.data]).toEqual([
				...[times, 200],
				{ guid, name: 'On its way', isActive: true },
			]);
		}
		expect(await inList(guid)).toMatchObject({
			name: 'On its way',
			trigger: 'shipment_out_for_delivery',
			workflowId,
		});
		await world.report('shipment.created', shipmentData('changed', 'out_for_delivery'));
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([['team@example.com']]);
		const changed = await world.n8n.publicApi<{
			nodes: Array<{ name: string; parameters: object }>;
			connections: object;
		}>('GET', `/workflows/${workflowId}`);
		expect(changed.nodes.map((node) => node.name)).toContain('Mine');
		await world.n8n.publicApi('PUT', `/workflows/${workflowId}`, {
			name,
			settings,
			nodes: changed.nodes.map((node) =>
				node.name === 'Send Email'
					? { ...node, parameters: { ...node.parameters, options: { bcc: 'all@example.com' } } }
					: node,
			),
			connections: changed.connections,
		});
		const { conditions, ...unnamed } = exampleBody('shipment_exception');
		expect((await configure({ ...unnamed, guid })).body.error).toBeUndefined();
		const again = await world.n8n.publicApi<{ nodes: Array<{ name: string; parameters: object }> }>(
			'GET',
			`/workflows/${workflowId}`,
		);
		expect(again.nodes.find((node) => node.name === 'Send Email')!.parameters).toMatchObject({
			template: 'delivery_confirmation',
			options: { bcc: 'all@example.com' },
		});
		expect(changed.connections).toMatchObject({
			'Shipment Out for Delivery': { main: [[{ node: 'Send Email' }]] },
			'Send Email': { main: [[{ node: 'Mine' }]] },
		});
		await remove(guid);
	}, 60_000);

	it('the same call ten times at once makes one workflow, and six toggles at once end where they began', async () => {
		const before = (await listed()).length;
		const body = exampleBody('shipment_delivered');
		const guids = await Promise.all(Array.from({ length: 10 }, () => made(body)));
		expect([new Set(guids).size, (await listed()).length]).toEqual([1, before + 1]);
		const [guid] = guids as [string];
		const { workflowId } = await inList(guid);
		await Promise.all(
			Array.from({ length: 6 }, () =>
				world.api('POST', `/api/workflows/configured/${guid}/toggle`),
			),
		);
		expect(await inList(guid)).toMatchObject({ isActive: true });
		await world.report('shipment.delivered', shipmentData('once'));
		await world.untilQuiet();
		expect(world.mail.mails).toHaveLength(1);
		expect(await world.database.liveWorkflows()).toContain(workflowId);
		await remove(guid);
	}, 120_000);

	it('a workflow drawn by hand, renamed, unpublished and deleted in n8n shows so in the next list', async () => {
		const { id } = await world.n8n.createWorkflow(
			chain('Drawn by hand', [
				entityTrigger({ entityType: 'Product', events: ['product_out_of_stock'] }),
				sendEmail(world.smtp, { recipient: 'addresses', addresses: 'team@example.com' }),
			]),
		);
		const inProducts = async () => {
			const found = (await listed('Product')).find(
				({ workflowId }: { workflowId: string }) => workflowId === id,
			);
			return found && [found.name, found.trigger, found.action, found.isActive];
		};
		const facts = ['product_out_of_stock', 'send_email'];
		expect(await inProducts()).toEqual(['Drawn by hand', ...facts, false]);
		await world.publish(id);
		expect(await inProducts()).toEqual(['Drawn by hand', ...facts, true]);
		const { nodes, connections, settings } = await world.n8n.publicApi<Record<string, unknown>>(
			'GET',
			`/workflows/${id}`,
		);
		await world.n8n.publicApi('PUT', `/workflows/${id}`, {
			name: 'Renamed',
			nodes,
			connections,
			settings,
		});
		expect(await inProducts()).toEqual(['Renamed', ...facts, true]);
		await world.n8n.unpublish(id);
		expect(await inProducts()).toEqual(['Renamed', ...facts, false]);
		await world.n8n.deleteWorkflow(id);
		expect(await inProducts()).toBeUndefined();
	}, 60_000);

	it('what cannot be done is refused with the field and what is possible', async () => {
		const base = exampleBody('shipment_delivered');
		const refused = async (change: object) => {
			const { status, body } = await configure({ ...base, ...change });
			return `${status} ${body.error?.message}`;
		};
		expect(await refused({ triggerId: 'order_created' })).toMatch(
			/^400 triggerId: "order_created" is no trigger of Shipment\. There are shipment_created, /,
		);
		expect(await refused({ conditions: { statsu: 'delivered' } })).toMatch(
			/^400 conditions.*statsu/,
		);
		expect(await refused({ action: { type: 'send_sms' } })).toMatch(/^400 action\.type: /);
		expect(await refused({ action: { type: 'send_email', recipient: 'nobody' } })).toMatch(
			/^400 action\.recipient: "nobody" is no e-mail address/,
		);
		expect(
			await refused({ action: { type: 'update_status', status: 'shipped', target: 'order' } }),
		).toMatch(/^400 action\.status: "shipped" is no status of an order\. There are draft, /);
		expect(
			await refused({ action: { type: 'update_status', status: 'delivered', note: '={{ 1 }}' } }),
		).toMatch(/^400 action\.note: it must not begin with "="/);
		expect(await refused({ guid: '00000000-0000-4000-8000-000000000000' })).toBe(
			'404 Workflow not found',
		);
		expect(await listed()).toEqual([]);
	});

	it('a dry run tells which events would have started a workflow, and why not the others, and mails nobody', async () => {
		await world.report('shipment.delivered', shipmentData('dry-1'));
		await world.report('shipment.created', { ...shipmentData('dry-2'), status: 'in_transit' });
		await world.untilQuiet();
		const mails = world.mail.mails.length;
		const run = async (body: object) => await world.api('POST', '/api/workflows/dry-run', body);
		const described = { entityType: 'Shipment', triggerId: 'shipment_delivered', last: 2 };
		const { body } = await run({ ...described, conditions: { trackingNumber: 'TRACK-dry-1' } });
		expect(body.data).toMatchObject({
			lookedAt: 2,
			wouldStart: 1,
			events: [
				{
					event: { entityId: 'dry-2' },
					wouldStart: false,
					reasons: [
						{ code: 'otherEvent' },
						{
							code: 'conditions',
							text: 'Condition Tracking Number is TRACK-dry-1: was TRACK-dry-2.',
						},
					],
				},
				{ event: { entityId: 'dry-1' }, wouldStart: true, reasons: [] },
			],
		});
		const { guid } = (await configure(exampleBody('shipment_delivered'))).body.data;
		expect((await run({ workflow: guid, last: 2 })).body.data).toMatchObject({ wouldStart: 1 });
		await world.api('DELETE', `/api/workflows/configured/${guid}`);
		const refused = async (given: object) => {
			const answer = await run(given);
			return `${answer.status} ${answer.body.error?.message}`;
		};
		expect(await refused({ workflow: guid })).toBe('404 Workflow not found');
		expect(await refused({ ...described, workflow: guid })).toMatch(
			/^400 entityType: Name a workflow, or describe one: not both\./,
		);
		expect(await refused({ entityType: 'Shipment' })).toMatch(/^400 triggerId: It is needed/);
		expect(await refused({ ...described, last: 501 })).toMatch(/^400 last: /);
		expect(await refused({ ...described, conditions: { statsu: 1 } })).toMatch(/^400 conditions/);
		await world.untilQuiet();
		expect(world.mail.mails).toHaveLength(mails);
	}, 60_000);

	it('a catch-up runs a workflow once for each shipment that is known: the API and the Commerce Store node count first, and mail everybody once', async () => {
		for (const id of ['known-1', 'known-2', 'known-3']) {
			await world.report('shipment.delivered', shipmentData(id));
		}
		const guid = await made(exampleBody('shipment_delivered'));
		const { n8n } = world;
		const { nodes } = await n8n.rest<{ nodes: WorkflowNode[] }>(
			'GET',
			`/workflows/${world.storeWorkflowId}`,
		);
		const credentials = nodes[0]!.credentials!;
		const workflow = (await n8n.listWorkflows()).find(
			({ name }) => name === exampleBody('').name,
		)!.id;
		const tracked = (operator: string, value: string) => ({
			...{ field: 'trackingNumber', operator, value },
		});
		const conditionGroups = {
			groups: [
				{
					conditions: {
						rows: [tracked('startsWith', 'TRACK-known'), tracked('ne', 'TRACK-known-3')],
					},
				},
				{ conditions: { rows: [tracked('eq', 'TRACK-known-3')] } },
			],
		};
		const inEditor = async (sendForReal: boolean) =>
			firstOutput(
				await runManually(
					n8n,
					chain('Catch up', [
						{
							...{ name: 'Start', type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2 },
							...{ position: [0, 0], parameters: {} },
						},
						{
							...{ name: 'Store', type: 'n8n-nodes-commerce.commerceStore', typeVersion: 3 },
							...{ position: [220, 0], credentials },
							parameters: {
								...{ provider: 'generic', operation: 'catchUp', runFor: 'Shipment', workflow },
								...{ createdWithinDays: 0, conditionsMode: 'groups', conditionGroups },
								options: { sendForReal },
							},
						},
					]),
				),
				'Store',
			);
		expect(await inEditor(false)).toMatchObject({ count: 3, begun: false, preview: true });

		const catchUp = async (body: object) =>
			await world.api('POST', '/api/workflows/catch-ups', { workflow: guid, ...body });
		const conditions = { trackingNumber: { in: ['TRACK-known-1', 'TRACK-known-2'] } };
		expect((await catchUp({ conditions })).body.data).toMatchObject({ count: 2, catchUp: null });
		const begun = (await catchUp({ conditions, perMinute: 600, start: true })).body.data.catchUp;
		expect(begun).toMatchObject({ total: 2, started: 0, status: 'running' });
		const state = async () =>
			(await world.api('GET', `/api/workflows/catch-ups/${begun.guid}`)).body;
		await waitUntil(async () => (await state()).data.status === 'done', { what: 'its end' });
		expect((await state()).data).toMatchObject({ total: 2, started: 2, workflow: { guid } });
		expect((await world.api('GET', '/api/workflows/catch-ups')).body.data).toHaveLength(1);

		expect(await inEditor(true)).toMatchObject({ count: 1, begun: true });
		await waitUntil(() => world.mail.mails.length === 3, { what: 'the mails' });
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients[0]).toSorted()).toEqual(
			['known-1', 'known-2', 'known-3'].map((id) => `customer-${id}@example.com`),
		);
		expect(await inEditor(true)).toMatchObject({ count: 0, begun: false });
		expect((await catchUp({ perMinute: 601 })).body.error?.message).toMatch(/^perMinute: /);
		expect((await catchUp({ trigger: 'Other' })).body.error?.message).toMatch(
			/^trigger: .* There is/,
		);
		await remove(guid);
	}, 120_000);

	it('a request repeated with its Idempotency-Key does nothing twice; HEAD asks without the body; an answer names its request', async () => {
		const { body: triggers } = await world.api('GET', '/api/workflows/triggers/customer');
		const body = {
			...exampleBody(triggers.data[0].guid),
			...{ name: 'Once', entityType: 'Customer', conditions: {} },
			action: { type: 'send_email', recipient: 'customer', template: 'welcome' },
		};
		const send = async (name: string) =>
			await world.api(
				'POST',
				'/api/workflows/configure',
				{ ...body, name },
				{ 'idempotency-key': 'order-4711', 'x-request-id': 'of-the-back-office' },
			);
		const first = await send('Once');
		const { guid } = first.body.data;
		expect([first.status, first.headers.get('x-request-id')]).toEqual([200, 'of-the-back-office']);
		await remove(guid);
		const again = await send('Once');
		expect([again.status, again.body]).toEqual([200, first.body]);
		expect(again.headers.get('idempotency-replayed')).toBe('true');
		expect(await inList(guid, 'Customer')).toBeUndefined();
		const other = await send('Other');
		expect([other.status, other.body.error?.message]).toEqual([
			409,
			expect.stringContaining('Idempotency-Key: this key was used for another request'),
		]);

		const ask = async (method: string, path: string) => {
			const headers = { authorization: `Bearer ${API_TOKEN}` };
			const response = await fetch(world.base + path, { method, headers });
			return [response.status, await response.text(), response.headers.get('allow')];
		};
		for (const path of ['/api/events', '/api/workflows/order/configured', '/api/openapi.json']) {
			expect(await ask('HEAD', path)).toEqual([200, '', null]);
		}
		const tagOf = async (method: string, known = '"unknown"') => {
			const headers = { authorization: `Bearer ${API_TOKEN}`, 'if-none-match': known };
			const path = '/api/workflows/triggers/order';
			const response = await fetch(world.base + path, { method, headers });
			return [response.status, response.headers.get('etag')] as const;
		};
		const [status, tag] = await tagOf('GET');
		expect([status, tag]).toEqual([200, expect.stringMatching(/^".+"$/)]);
		expect(await tagOf('HEAD')).toEqual([200, tag]);
		for (const known of [tag!, `W/${tag}`, `"other", ${tag}`]) {
			expect(await tagOf('GET', known)).toEqual([304, tag]);
			expect(await tagOf('HEAD', known)).toEqual([304, tag]);
		}
		const toggle = `/api/workflows/configured/${guid}/toggle`;
		expect(await ask('HEAD', toggle)).toEqual([405, '', 'GET, POST']);
	}, 60_000);

	it('two clients edit one workflow: one gets 412; nothing is lost', async () => {
		const guid = await made(exampleBody('shipment_delivered'));
		const path = `/api/workflows/configured/${guid}`;
		const before = await world.api('GET', path);
		const tag = before.headers.get('etag')!;
		const { configuration } = before.body.data;
		expect(configuration).toMatchObject({
			...exampleBody('shipment_delivered'),
			...{ guid, integrations: [] },
		});
		const change = async (name: string) =>
			await world.api(
				'POST',
				'/api/workflows/configure',
				{ ...configuration, name },
				{ 'if-match': tag },
			);
		const answers = await Promise.all([change('Of one'), change('Of the other')]);
		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
		const [kept] = answers.filter(({ status }) => status === 200);
		const after = await world.api('GET', path);
		expect(after.body.data).toMatchObject({ name: kept!.body.data.name, isActive: true });
		expect(after.headers.get('etag')).not.toBe(tag);

		const sentBack = await world.api(
			'POST',
			'/api/workflows/configure',
			after.body.data.configuration,
			{ 'if-match': after.headers.get('etag')! },
		);
		expect(sentBack.status).toBe(200);
		const unchanged = await world.api('GET', path);
		expect(unchanged.headers.get('etag')).toBe(after.headers.get('etag'));
		await remove(guid);
	}, 60_000);

	it('a paused execution is resumed by the guid and by the id of its workflow; none paused: 404', async () => {
		const { id } = await world.n8n.createWorkflow(
			chain('Pausing', [
				entityTrigger({ entityType: 'Customer', events: ['customer_created'] }),
				{
					name: 'Pause',
					type: 'n8n-nodes-commerce.commercePause',
					typeVersion: 2,
					position: [220, 0],
					parameters: {},
					webhookId: 'pause-api',
				},
				sendEmail(world.smtp, { recipient: 'customer', template: 'welcome' }),
			]),
		);
		await world.publish(id);
		const { guid } = (await listed('Customer'))[0];
		for (const [index, workflowId] of [guid, id].entries()) {
			await world.report('customer.created', {
				id: `paused-${index}`,
				email: `paused-${index}@example.com`,
			});
			const resumed = await waitUntil(
				async () => {
					const reply = await world.api(
						'GET',
						`/api/workflows/resume-workflow?workflowId=${workflowId}`,
					);
					return reply.status === 200 && reply;
				},
				{ what: 'the run to be paused and resumed', timeoutMs: 60_000 },
			);
			expect(resumed.body).toEqual({ success: true });
			await world.mail.waitForMails(index + 1);
		}
		for (const index of [0, 1]) {
			const email = `listed-${index}@example.com`;
			await world.report('customer.created', { id: `listed-${index}`, email });
		}
		const listedPauses = async () =>
			(await world.api('GET', `/api/pauses?workflow=${guid}`)).body.data;
		const [later, first] = await waitUntil(
			async () => {
				const pauses = await listedPauses();
				return pauses.length === 2 && pauses;
			},
			{ what: 'both to be listed' },
		);
		expect(first).toMatchObject({ workflow: { guid, name: 'Pausing' }, until: null });
		const resume = async (pause: string) => await world.api('POST', `/api/pauses/${pause}/resume`);
		expect((await resume(first.id)).body).toEqual({ success: true });
		await waitUntil(async () => (await listedPauses()).length === 1, { what: 'one to go on' });
		expect((await listedPauses())[0].id).toBe(later.id);
		expect((await resume(later.id)).body).toEqual({ success: true });
		await world.mail.waitForMails(4);
		for (const gone of [first.id, 'none']) {
			const again = await resume(gone);
			expect([again.status, again.body.error?.message]).toEqual([
				404,
				'Paused execution not found',
			]);
		}
		const { status, body } = await world.api(
			'GET',
			`/api/workflows/resume-workflow?workflowId=${guid}`,
		);
		expect([status, body.error]).toEqual([
			404,
			{ code: 'NOT_FOUND', message: 'Paused execution not found' },
		]);
	}, 150_000);

	it('1,000 configured workflows among 2,000 of others are listed in under 150 ms, and tell what somebody has just changed in n8n', async () => {
		const before = (await listed('Order')).length;
		const ours = await world.n8n.createWorkflow(
			chain('One of many', [
				entityTrigger({ entityType: 'Order', events: ['order_created'] }),
				sendEmail(world.smtp, {}),
			]),
		);
		const note = (name: string): WorkflowNode => ({
			...{ name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [0, 0], parameters: {} },
			notes: 'x'.repeat(2_000),
		});
		const other = await world.n8n.createWorkflow(
			chain('Not ours', [note('One'), note('Two'), note('Three')]),
		);
		copyInN8n(ours.id, 999);
		copyInN8n(other.id, 1_999);
		expect((await listed('Order')).length).toBe(before + 1_000);

		// What is told never lags behind n8n.
		const named = async (name: string) =>
			(await listed('Order')).filter((each: { name: string }) => each.name === name);
		await world.n8n.rest('PATCH', `/workflows/${ours.id}`, { name: 'Renamed' });
		expect(await named('Renamed')).toMatchObject([{ workflowId: ours.id, isActive: false }]);
		await world.n8n.publish(ours.id);
		expect(await named('Renamed')).toMatchObject([{ isActive: true }]);
		await world.n8n.unpublish(ours.id);
		expect(await named('Renamed')).toMatchObject([{ isActive: false }]);
		await world.n8n.rest('POST', `/workflows/${ours.id}/archive`);
		expect(await named('Renamed')).toEqual([]);
		await world.n8n.rest('POST', `/workflows/${ours.id}/unarchive`);
		expect(await named('Renamed')).toHaveLength(1);
		await world.n8n.deleteWorkflow(ours.id);
		expect(await named('Renamed')).toEqual([]);

		const timesOf = async (path: string): Promise<number> => {
			const times: number[] = [];
			for (let asked = 0; asked < 20; asked += 1) {
				const startedAt = performance.now();
				const reply = await fetch(`${world.base}${path}`, {
					headers: { authorization: `Bearer ${API_TOKEN}` },
				});
				await reply.text();
				times.push(performance.now() - startedAt);
			}
			return times.toSorted((one, another) => one - another)[18]!;
		};
		// By turns with a request that looks at no workflow: where that takes long, the machine is at something else.
		const p95 = { list: Infinity, nothing: Infinity };
		const limit = () => Math.max(150, 8 * p95.nothing);
		for (let round = 0; round < 10 && (round < 2 || p95.list >= limit()); round += 1) {
			p95.nothing = Math.min(p95.nothing, await timesOf('/api/workflows/triggers/Order'));
			p95.list = Math.min(p95.list, await timesOf('/api/workflows/Order/configured'));
		}
		expect(p95.list).toBeLessThan(limit());
	}, 300_000);

	/** In n8n's own tables: its API takes half a minute to make as many. */
	function copyInN8n(id: string, times: number): void {
		const n8nFile = join(world.userFolder, '.n8n', 'database.sqlite');
		const file = new DatabaseSync(n8nFile, { timeout: 10_000 });
		const copies = `with recursive copy(n) as (select 1 union all select n + 1 from copy limit ${times})`;
		for (const statement of [
			`${copies} insert into workflow_entity (id, name, active, nodes, connections, settings, versionId)
			select id || n, name || n, active, nodes, connections, settings, versionId || n
			from workflow_entity, copy where id = ?`,
			`${copies} insert into shared_workflow (workflowId, projectId, role)
			select workflowId || n, projectId, role from shared_workflow, copy where workflowId = ?`,
		]) {
			file.prepare(statement).run(id);
		}
		file.close();
	}
});
