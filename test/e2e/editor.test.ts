import webPush from 'web-push';
import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { post } from '../support/postSigned.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { firstOutput, pressExecute, runManually } from '../support/runManually.ts';
import { answering, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { startSimulatedShopify } from '../support/simulatedShopify.ts';
import { startSimulatedShop } from '../support/simulatedWooCommerce/startSimulatedShop.ts';
import { startSimulatedWooCommerce } from '../support/simulatedWooCommerce.ts';
import {
	entityTrigger,
	sendEmail,
	shipmentData,
	startWorld,
	type TriggerSetUp,
	type World,
} from '../support/world.ts';

type Item = Record<'event' | 'shipment', Record<string, unknown>>;

const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
const PACKAGE = 'n8n-nodes-commerce';

describe('the editor of a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld({}, true);
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	describe('testing triggers, stores and credentials', () => {
		/** Presses "Execute workflow" on a workflow of one trigger and gives what it emits. */
		const test = async (trigger: TriggerSetUp): Promise<Item> => {
			const node = entityTrigger(trigger);
			const { id } = await world.n8n.createWorkflow(chain('A test', [node]));
			const { executionId } = await world.n8n.rest<{ executionId: string }>(
				'POST',
				`/workflows/${id}/run`,
				{ triggerToStartFrom: { name: node.name } },
			);
			const run = await waitUntil(
				async () => {
					const execution = await world.n8n.getExecution(executionId);
					return execution.status === 'success' && execution;
				},
				{ what: 'the test to end' },
			);
			return run.data!.resultData.runData[node.name]![0]!.data!.main[0]![0]!.json as Item;
		};
		const onDelivery = { entityType: 'Shipment', events: ['shipment_delivered'] } as const;

		it('testing an entity trigger without any event gives a marked sample', async () => {
			const item = await test(onDelivery);
			expect(item.event).toMatchObject({ code: 'shipment_delivered', isSample: true });
			expect(item.shipment).toMatchObject({ status: 'delivered' });
		});

		it('testing an entity trigger gives the last real matching event', async () => {
			await world.report('shipment.delivered', shipmentData('1'));
			await world.report('shipment.delivered', shipmentData('2'));
			await world.report('shipment.in_transit', shipmentData('3', 'in_transit'));
			const item = await test(onDelivery);
			expect(item.event).toMatchObject({ code: 'shipment_delivered', isSample: false });
			expect(item.shipment).toMatchObject({ id: '2', orderNumber: '#2' });
			const conditions = { conditionsMode: 'json', conditionsJson: '{"orderNumber": "#1"}' };
			expect((await test({ ...onDelivery, parameters: conditions })).shipment).toMatchObject({
				id: '1',
			});
		});

		it('testing an entity trigger with a dry run says which of the last events would have started it, and why the others would not', async () => {
			const options = { dryRunEvents: 2 };
			const tried = await test({ ...onDelivery, version: 3, parameters: { options } });
			expect(tried).toMatchObject({
				...{ dryRun: true, lookedAt: 2, wouldStart: 1 },
				events: [
					{
						about: '#3',
						wouldStart: false,
						reasons: [expect.stringMatching(/^It starts on Shipment Delivered, and this was /)],
					},
					{ about: '#2', wouldStart: true, reasons: [] },
				],
			});
			expect(tried).not.toHaveProperty('event');
		});

		describe('with a trigger whose test event is chosen', () => {
			const press = async (testWith: object | null, parameters: object = {}) => {
				const node = entityTrigger({
					...onDelivery,
					version: 4,
					parameters: { ...parameters, ...(testWith && { testWith }) },
				});
				const run = await runManually(world.n8n, chain('A test', [node]));
				return { run, item: firstOutput<Item>(run, node.name) };
			};
			const list = (value: string) => ({ __rl: true, mode: 'list', value });

			it('takes the last matching event, an event of the list, or a sample that is asked for', async () => {
				expect((await press(null)).item.shipment).toMatchObject({ id: '2' });
				const { results } = await world.n8n.rest<{
					results: Array<{ name: string; value: string }>;
				}>('POST', '/dynamic-node-parameters/resource-locator-results', {
					path: 'parameters.testWith',
					nodeTypeAndVersion: { name: `${PACKAGE}.commerceShipmentTrigger`, version: 4 },
					methodName: 'searchTestEvents',
					currentNodeParameters: { events: onDelivery.events },
					filter: '#1',
				});
				expect(results).toEqual([
					expect.objectContaining({ name: expect.stringMatching(/^#1 · Ada · /) as unknown }),
				]);
				expect((await press(list(results[0]!.value))).item.shipment).toMatchObject({ id: '1' });
				expect((await press(list('sample'))).item.event).toMatchObject({ isSample: true });
				expect((await press(list('dryRun'))).item).toMatchObject({ dryRun: true, wouldStart: 2 });
			});

			it('lists an order whose number looks like an expression as words, which n8n does not run', async () => {
				await world.report('order.created', { id: 'hostile', number: '={{ 40 + 2 }}' });
				const { results } = await world.n8n.rest<{ results: Array<{ name: string }> }>(
					'POST',
					'/dynamic-node-parameters/resource-locator-results',
					{
						path: 'parameters.testWith',
						nodeTypeAndVersion: { name: `${PACKAGE}.commerceOrderTrigger`, version: 4 },
						methodName: 'searchTestEvents',
						currentNodeParameters: { events: ['order_created'] },
						filter: '40 + 2',
					},
				);
				const [{ name }] = results as [{ name: string }];
				expect(name).toContain('40 + 2');
				expect(name).not.toMatch(/^=|\{\{/);
			});

			it('says why nothing matches, and takes nothing in its place', async () => {
				const conditions = {
					rows: [{ field: 'shippingAddress.country', operator: 'eq', value: 'Germany' }],
				};
				const { run } = await press(null, { conditions });
				expect(run.status).toBe('error');
				expect(run.data?.resultData.error).toMatchObject({
					message:
						'No stored shipment fulfils the conditions: 2 looked at; the last, #2, failed on Shipping Address: Country is Germany (DE): was empty',
					description: expect.stringContaining('"Test With"') as unknown,
				});
			});

			it('reads groups of conditions, with what expressions in them give, and says what each group failed on', async () => {
				const group = (...rows: object[]) => ({ conditions: { rows } });
				const test = async (...groups: object[]) =>
					await press(null, { conditionsMode: 'groups', conditionGroups: { groups } });
				const isFirst = { field: 'orderNumber', operator: 'eq', value: '={{ "#" + 1 }}' };
				const isBack = { field: 'status', operator: 'in', statuses: ['returned'] };
				const inGermany = {
					...{ field: 'shippingAddress.country', operator: 'eq', value: 'Germany' },
				};
				const { item } = await test(group(isBack, inGermany), group(isFirst));
				expect(item.shipment).toMatchObject({ id: '1' });
				const { run } = await test(group(isFirst, isBack), group(inGermany));
				expect(run.data?.resultData.error).toMatchObject({
					message:
						'No stored shipment fulfils the conditions: 2 looked at; the last, #2, failed on every group: group 1 on Order Number is #1: was #2, and on Status is one of returned: was delivered; group 2 on Shipping Address: Country is Germany (DE): was empty',
				});
				const unfinished = await test(group(isFirst), group());
				expect(unfinished.run.data?.resultData.error).toMatchObject({
					description: 'Group 2 has no condition: add one, or delete the group.',
				});
			});
		});

		it('testing leaves no subscription behind', async () => {
			const before = await world.database.deliveries();
			await test(onDelivery);
			await world.report('shipment.delivered', shipmentData('4'));
			expect(await world.database.deliveries()).toEqual(before);
		});

		it('the stores to choose from are listed by name', async () => {
			const options = await world.n8n.rest<Array<{ name: string; value: string }>>(
				'POST',
				'/dynamic-node-parameters/options',
				{
					path: 'parameters.integrations',
					nodeTypeAndVersion: { name: 'n8n-nodes-commerce.commerceOrderTrigger', version: 1 },
					methodName: 'getIntegrations',
					currentNodeParameters: {},
				},
			);
			expect(options.map(({ name }) => name)).toEqual(['Test Shop']);
		});

		describe("a WooCommerce shop's own statuses to choose from", () => {
			const listed = async (node: string, parameters: object, credentials?: object) =>
				await world.n8n.rest<Array<{ name: string; value: string }>>(
					'POST',
					'/dynamic-node-parameters/options',
					{
						path: 'parameters.ownStatus',
						nodeTypeAndVersion: { name: `n8n-nodes-commerce.${node}`, version: 1 },
						methodName: 'getOrderStatuses',
						currentNodeParameters: parameters,
						credentials,
					},
				);

			it('are those that the shop has now, where the node has its keys', async () => {
				const keys = { consumerKey: 'ck_1', consumerSecret: 'cs_1' };
				const shop = await startSimulatedShop({
					...keys,
					orderStatuses: ['processing', 'at-workshop'],
					statusNames: { 'at-workshop': 'At the Workshop' },
				});
				const type = 'commerceWooCommerceApi';
				const name = 'Statuses';
				try {
					const { id } = await world.n8n.createCredential(name, type, {
						...keys,
						storeUrl: shop.url,
					});
					const parameters = { provider: 'woocommerce', operation: 'updateStatus' };
					const options = async () =>
						await listed('commerceStore', parameters, { [type]: { id, name } });
					expect(await options()).toMatchObject([
						{ value: 'processing' },
						{ value: 'at-workshop', name: 'At the Workshop' },
					]);
					shop.hidden = '/reports/';
					await expect(options()).rejects.toThrow(
						/does not tell which statuses its orders can have.*by the word that the store has/,
					);
				} finally {
					await shop.close();
				}
			});

			it.each(['commerceOrderTrigger', 'commerceUpdateStatus'])(
				'are known to %s once a shop was connected, and until then it says what to do',
				async (node) => {
					await expect(listed(node, {})).rejects.toThrow(
						/No connected store has told which statuses.*Publish the workflow that connects/,
					);
				},
			);
		});

		it('listening for a test event shows it and touches neither the webhooks nor what is known', async () => {
			const { nodes } = await world.n8n.rest<{ nodes: WorkflowNode[] }>(
				'GET',
				`/workflows/${world.storeWorkflowId}`,
			);
			const webhooksBefore = structuredClone(world.store.state.webhooks);
			const eventsBefore = await world.database.events();
			const { name } = nodes.find(({ type }) => type.endsWith('commerceStoreTrigger'))!;
			await world.n8n.rest('POST', `/workflows/${world.storeWorkflowId}/run`, {
				triggerToStartFrom: { name },
			});
			await waitUntil(() => world.store.state.webhooks.length === webhooksBefore.length + 1, {
				what: 'a webhook for the test to be in the store',
			});
			const testUrl = world.store.state.webhooks.at(-1)!.url;
			expect(testUrl).toContain('/webhook-test/');
			expect(
				await post(testUrl, world.message('shipment.delivered', shipmentData('2', 'delivered'))),
			).toBe(200);
			const run = await waitUntil(
				async () => {
					const [last] = await world.n8n.listExecutions({
						workflowId: world.storeWorkflowId,
						includeData: true,
						limit: 1,
					});
					return last?.status === 'success' && last;
				},
				{ what: 'the run of the test' },
			);
			const json = run.data!.resultData.runData[name]![0]!.data!.main[0]![0]!.json as Item;
			expect(json.shipment).toMatchObject({ id: '2' });
			await waitUntil(() => world.store.state.webhooks.length === webhooksBefore.length, {
				what: 'the webhook of the test to be gone',
			});
			expect(world.store.state.webhooks.map(({ url }) => url)).toEqual(
				webhooksBefore.map(({ url }) => url),
			);
			expect(await world.database.storeStatuses()).toEqual(['active']);
			expect(await world.database.events()).toEqual(eventsBefore);
		});

		describe('the test button of the credential', () => {
			const press = async (type: string, data: Record<string, unknown>) => {
				const { id } = await world.n8n.createCredential(`Test of ${type}`, type, data);
				const result = await world.n8n.rest<{ status: string; message: string }>(
					'POST',
					'/credentials/test',
					{ credentials: { id, name: `Test of ${type}`, type, data } },
				);
				return result;
			};

			it('Commerce – Generic Store API says whether the key works', async () => {
				const good = {
					storeUrl: world.store.url,
					apiKey: 'demo-key',
					apiSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0',
				};
				expect((await press('commerceGenericStoreApi', good)).status).toBe('OK');
				const bad = await press('commerceGenericStoreApi', { ...good, apiKey: 'wrong-key' });
				expect(bad.status).toBe('Error');
				expect(bad.message).not.toContain('wrong-key');
			});

			it('Commerce – WooCommerce API says whether the keys work', async () => {
				const shop = await startSimulatedWooCommerce({
					consumerKey: 'ck_1',
					consumerSecret: 'cs_1',
				});
				try {
					const good = { storeUrl: shop.url, consumerKey: 'ck_1', consumerSecret: 'cs_1' };
					expect(await press('commerceWooCommerceApi', good)).toMatchObject({ status: 'OK' });
					const bad = await press('commerceWooCommerceApi', { ...good, consumerSecret: 'cs_2' });
					expect(bad).toMatchObject({ status: 'Error' });
					expect(bad.message).toMatch(/does not accept the keys/);
				} finally {
					await shop.close();
				}
			});

			it.each([
				[
					'client ID and secret',
					{ authentication: 'clientCredentials', clientId: 'client-1', clientSecret: 'shpss_1' },
					{ clientSecret: 'shpss_2' },
				],
				[
					'an admin token',
					{ authentication: 'adminToken', adminToken: 'shpat_1', apiSecret: 'shpss_1' },
					{ adminToken: 'shpat_2' },
				],
			])('Commerce – Shopify API says whether %s work', async (_, keys, wrong) => {
				const shop = await startSimulatedShopify({
					clientId: 'client-1',
					clientSecret: 'shpss_1',
					adminToken: 'shpat_1',
					apiSecret: 'shpss_1',
				});
				try {
					const good = { storeUrl: shop.url, ...keys };
					expect(await press('commerceShopifyApi', good)).toMatchObject({ status: 'OK' });
					expect(await press('commerceShopifyApi', { ...good, ...wrong })).toMatchObject({
						status: 'Error',
					});
				} finally {
					await shop.close();
				}
			});

			it('Commerce SMTP says whether the server can be reached', async () => {
				const good = {
					host: '127.0.0.1',
					port: world.mail.port,
					secure: false,
					allowUnencrypted: true,
					user: '',
					password: '',
					fromEmail: 'shop@example.com',
					fromName: '',
				};
				expect(await press('commerceSmtpApi', good)).toMatchObject({ status: 'OK' });
				expect(await press('commerceSmtpApi', { ...good, port: 1 })).toMatchObject({
					status: 'Error',
				});
			});
		});
	});

	describe('trying a workflow', () => {
		let push: PushService;
		let receiver: SimulatedServer;
		let actions: (options: Record<string, unknown>) => WorkflowNode[];
		let orderId: string;
		let calls = 0;

		beforeAll(async () => {
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
			const { credentials: store } = nodes.find(({ type }) =>
				type.endsWith('commerceStoreTrigger'),
			)!;
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
		});
		afterAll(async () => {
			await push?.stop();
			await receiver?.close();
		});

		const trigger = () => entityTrigger({ entityType: 'Order', events: ['order_created'] });
		const order = () => world.store.state.orders.find(({ id }) => id === orderId)!;
		const hintsOf = (run: Awaited<ReturnType<typeof runManually>>, node: string) => {
			const [{ hints = [] }] = run.data!.resultData.runData[node] as unknown as [
				{ hints?: Array<{ message: string }> },
			];
			return hints.map(({ message }) => message);
		};
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
			expect(hintsOf(run, 'CallWebhook')).toEqual([
				expect.stringContaining('Nothing was sent or changed: this is a manual run.'),
			]);
			const shown = { preview: true, reason: 'manual run' };
			expect(firstOutput(run, 'Commerce Send Email').email).toMatchObject({
				...shown,
				sent: false,
				to: ['ada@example.com'],
				subject: expect.stringContaining('order') as unknown,
			});
			const [mail] = run.data!.resultData.runData['Commerce Send Email']![0]!.data!.main[0]!;
			// In the item itself: n8n's viewer shows no HTML that n8n has put away as a file.
			const { preview } = (mail as { binary?: Record<string, { fileType?: string; data: string }> })
				.binary!;
			expect(preview!.fileType).toBe('html');
			expect(Buffer.from(preview!.data, 'base64').toString()).toMatch(/^<!DOCTYPE html>/);
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

		it('pressed five times with a test recipient and a test URL, reaches only these, and says who would have been reached', async () => {
			const tested = await startServer(answering(async () => ({ status: 200, json: {} })));
			try {
				const before = reached();
				const tests = { testRecipient: 'me@shop.example', testUrl: tested.url };
				const workflow = chain('Test all', [trigger(), ...actions(tests)]);
				const { id } = await world.n8n.createWorkflow(workflow);
				for (let press = 1; press <= 5; press += 1) {
					const run = await pressExecute(world.n8n, id, trigger().name);
					expect(run.data?.resultData.error).toBeUndefined();
					expect(firstOutput(run, 'Commerce Send Email').email).toMatchObject({
						wouldHaveGoneTo: ['ada@example.com'],
						wentTo: ['me@shop.example'],
					});
					expect(firstOutput(run, 'CallWebhook').webhook).toMatchObject({
						wouldHaveGoneTo: [`${receiver.url}/`],
						wentTo: [`${tested.url}/`],
					});
					expect(firstOutput(run, 'UpdateStatus').update).toMatchObject({
						wouldHappen: expect.stringMatching(
							/^Order \S+ in Test Shop would change from "processing" to "completed"\.$/,
						) as unknown,
					});
				}
				expect(reached()).toEqual({ ...before, mails: before.mails + 5 });
				const mails = world.mail.mails.slice(-5);
				expect(mails.map(({ recipients }) => recipients)).toEqual(
					Array(5).fill(['me@shop.example']),
				);
			} finally {
				await tested.close();
			}
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

		it('sends nothing for the list of a dry run, taken apart by other nodes and told to send for real', async () => {
			const before = reached();
			const { parameters, ...drawn } = trigger();
			const listing: WorkflowNode = {
				...drawn,
				typeVersion: 3,
				parameters: { ...parameters, options: { dryRunEvents: 5 } },
			};
			const apart: WorkflowNode = {
				name: 'Take apart',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				position: [110, 0],
				parameters: { fieldToSplitOut: 'events' },
			};
			const drawnCall = actions({ sendForReal: true }).find(({ name }) => name === 'CallWebhook')!;
			const call = {
				...drawnCall,
				parameters: { ...drawnCall.parameters, body: 'json', json: '{}' },
			};
			const workflow = chain('Call for a list', [listing, apart, call]);
			const { id } = await world.n8n.createWorkflow(workflow);
			const run = await pressExecute(world.n8n, id, listing.name);
			expect(run.data?.resultData.error).toBeUndefined();
			expect(firstOutput(run, 'Take apart')).toMatchObject({ happened: expect.any(String) });
			expect(firstOutput(run, 'CallWebhook').webhook).toMatchObject({
				sent: false,
				reason: 'manual run',
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
			expect(hintsOf(again, 'Commerce Send Email')).toEqual([
				'Nothing was sent or changed: already sent.',
			]);
			// As n8n's list of executions shows it.
			expect((first as unknown as { customData: object }).customData).toEqual({
				commerce_order: order().number,
				...{ commerce_email: 'sent', commerce_push: 'sent', commerce_webhook: 'sent' },
				commerce_update: 'changed',
			});
		});
	});
});
