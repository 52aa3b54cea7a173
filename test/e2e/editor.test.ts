import { chain, waitUntil } from '../support/n8n.ts';
import { post } from '../support/postSigned.ts';
import { startSimulatedShopify } from '../support/simulatedShopify.ts';
import { startSimulatedShop } from '../support/simulatedWooCommerce/startSimulatedShop.ts';
import { startSimulatedWooCommerce } from '../support/simulatedWooCommerce.ts';
import {
	entityTrigger,
	shipmentData,
	startWorld,
	type TriggerSetUp,
	type World,
} from '../support/world.ts';

type Item = Record<'event' | 'shipment', Record<string, unknown>>;

describe('in the editor of a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld();
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

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
		const { nodes } = await world.n8n.rest<{ nodes: Array<{ name: string }> }>(
			'GET',
			`/workflows/${world.storeWorkflowId}`,
		);
		const webhooksBefore = structuredClone(world.store.state.webhooks);
		const eventsBefore = await world.database.events();
		await world.n8n.rest('POST', `/workflows/${world.storeWorkflowId}/run`, {
			triggerToStartFrom: { name: nodes[0]!.name },
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
		const json = run.data!.resultData.runData[nodes[0]!.name]![0]!.data!.main[0]![0]!.json as Item;
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

		it('Commerce Generic Store API says whether the key works', async () => {
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

		it('Commerce WooCommerce API says whether the keys work', async () => {
			const shop = await startSimulatedWooCommerce({ consumerKey: 'ck_1', consumerSecret: 'cs_1' });
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
		])('Commerce Shopify API says whether %s work', async (_, keys, wrong) => {
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
