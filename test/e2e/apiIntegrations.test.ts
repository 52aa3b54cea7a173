import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PROVIDERS } from '../../engine/providers/providers.ts';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import {
	SENDCLOUD_STATUS,
	startSimulatedSendcloud,
	type SimulatedSendcloud,
} from '../support/simulatedSendcloud.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { chain, waitUntil, type Workflow } from '../support/n8n.ts';
import { entityTrigger } from '../support/world.ts';
import { inN8n } from '../support/inN8n.ts';
import { newSecret } from '../support/postSigned.ts';

const TEMPLATE = join(__dirname, '../../templates/connected-store.json');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const GENERIC = PROVIDERS.find(({ slug }) => slug === 'generic')!;

describe('integrations through the REST API, on a real n8n', () => {
	let world: ApiWorld;
	let shop: DemoStore;
	const apiKey = 'key-of-the-second-shop';
	const apiSecret = newSecret();

	beforeAll(async () => {
		world = await startApiWorld();
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'second-shop.json'),
			apiKey,
			apiSecret,
			storeName: 'Second Shop',
		});
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await world?.stop();
	}, 60_000);

	const request = (settings: object, key = apiKey) => ({
		providerId: GENERIC.guid,
		providerType: 'ecommerce',
		credentials: { apiKey: key, apiSecret, storeUrl: shop.url },
		settings,
	});
	const configure = (settings = {}, key = apiKey) =>
		world.api('POST', '/api/integrations/provider/configure', request(settings, key));
	const listed = async (guid: string) =>
		(await world.api('GET', '/api/integrations')).body.data.find(
			(each: { guid: string }) => each.guid === guid,
		);

	it('wrong key -> 400 "Invalid credentials" and nothing left in n8n', async () => {
		const before = await inN8n(world.n8n);
		const { status, body } = await configure({}, 'wrong-key');
		expect([status, body]).toEqual([
			400,
			{ success: false, error: { code: 'CONFIGURATION_ERROR', message: 'Invalid credentials' } },
		]);
		expect(await inN8n(world.n8n)).toEqual(before);
		expect(shop.state.webhooks).toEqual([]);
	});

	it('a store that refuses its webhooks -> 400 with its reason, and nothing left in n8n or in the state', async () => {
		const before = await inN8n(world.n8n);
		const half = await startHalfStore();
		const { status, body } = await world.api('POST', '/api/integrations/provider/configure', {
			...request({}),
			credentials: { apiKey, apiSecret, storeUrl: half.url },
		});
		await half.stop();
		expect([status, body.error?.code]).toEqual([400, 'CONFIGURATION_ERROR']);
		expect(body.error?.message).toContain('could not be connected');
		expect(await inN8n(world.n8n)).toEqual(before);
		const { data } = (await world.api('GET', '/api/health')).body;
		expect(data.integrations.map(({ name }: { name: string }) => name)).toEqual(['Test Shop']);
	}, 90_000);

	it('configure -> 409 on the second -> disable -> enable -> remove, and the webhooks are gone from the store', async () => {
		const before = await inN8n(world.n8n);
		const made = await configure({
			autoImportOrders: true,
			syncProducts: true,
			pushTracking: true,
		});
		expect([made.status, made.body]).toEqual([
			200,
			{
				data: {
					guid: expect.stringMatching(UUID),
					provider: 'generic',
					status: 'active',
					connectedAt: expect.stringMatching(ISO),
				},
				success: true,
			},
		]);
		const { guid, connectedAt } = made.body.data;
		expect(shop.state.webhooks.map(({ url }) => url)).toEqual([
			expect.stringContaining(world.n8n.url),
		]);
		expect(await inN8n(world.n8n)).toEqual({
			workflows: [...before.workflows, 'Second Shop', 'Tracking for Second Shop'].toSorted(),
			credentials: [...before.credentials, 'Second Shop'].toSorted(),
		});

		const imports = await world.api('GET', `/api/integrations/${guid}/imports`);
		expect(imports.body.data).toContainEqual(
			expect.objectContaining({
				...{ began: 'publish', status: 'done' },
				webhooks: expect.objectContaining({ registered: ['all events'], restored: [] }),
			}),
		);

		const one = await world.api('GET', `/api/integrations/${guid.toUpperCase()}`);
		expect(one.body.data).toEqual(await listed(guid));
		const none = await world.api('GET', `/api/integrations/${randomUUID()}`);
		expect([none.status, none.body.error?.message]).toEqual([404, 'Integration not found']);

		const second = await configure();
		expect([second.status, second.body]).toEqual([
			409,
			{
				success: false,
				error: { code: 'CONFLICT', message: 'Integration already configured' },
			},
		]);

		const path = `/api/integrations/provider/disable/${guid}`;
		const disabled = await world.api('GET', path);
		expect([disabled.status, disabled.body]).toEqual([
			200,
			{ data: { guid, status: 'disabled' }, success: true },
		]);
		expect(disabled.headers.get('cache-control')).toBe('no-store');
		expect(shop.state.webhooks).toEqual([]);
		expect(await listed(guid)).toMatchObject({ status: 'disabled', name: 'Second Shop' });
		expect((await world.api('POST', path)).body.data).toEqual({ guid, status: 'disabled' });

		const enabled = await world.api('GET', `/api/integrations/provider/enable/${guid}`);
		expect(enabled.body).toEqual({ data: { guid, status: 'active' }, success: true });
		expect(shop.state.webhooks).toHaveLength(1);

		await world.api('GET', path);
		const again = await configure({ pushTracking: false, syncProducts: false });
		expect(again.body.data).toEqual({ guid, provider: 'generic', status: 'active', connectedAt });
		expect(await listed(guid)).toMatchObject({
			status: 'active',
			storeUrl: shop.url,
			settings: { autoImportOrders: true, syncProducts: false, pushTracking: false },
		});

		const removal = `/api/integrations/providers/ecommerce/remove/${guid}`;
		const removed = await world.api('DELETE', removal);
		expect([removed.status, removed.body]).toEqual([200, { success: true }]);
		expect(shop.state.webhooks).toEqual([]);
		expect(await inN8n(world.n8n)).toEqual(before);
		expect(await listed(guid)).toBeUndefined();
		for (const [method, gone] of [
			['GET', path],
			['DELETE', removal],
			['GET', '/api/integrations/provider/disable/no-guid'],
		] as const) {
			const { status, body } = await world.api(method, gone);
			expect([status, body]).toEqual([
				404,
				{ success: false, error: { code: 'NOT_FOUND', message: 'Integration not found' } },
			]);
		}
	}, 120_000);

	it('the same shop by template, duplicate and API: one connection, and the message says what to do', async () => {
		type Status = { triggers: Array<{ errorMessage: string | null }> };
		type Store = Pick<Workflow, 'name' | 'nodes' | 'connections'>;
		/** What n8n says of a workflow that it cannot publish. */
		const refusalOf = async ({ name, nodes, connections }: Store) => {
			const { id } = await world.n8n.createWorkflow({ name, nodes, connections, settings: {} });
			await world.n8n.publish(id);
			const path = `/workflows/${id}/publication-status`;
			const said = await waitUntil(
				async () => (await world.n8n.rest<Status>('GET', path)).triggers[0]?.errorMessage,
				{ what: 'publishing to fail', timeoutMs: 40_000 },
			);
			await world.n8n.unpublish(id);
			await world.n8n.deleteWorkflow(id);
			return said;
		};
		const before = await inN8n(world.n8n);
		const made = await configure();
		expect(made.status).toBe(200);
		const { data: stores } = (await world.api('GET', '/api/integrations')).body;
		const { workflowId } = stores.find(
			({ guid }: { guid: string }) => guid === made.body.data.guid,
		);
		const own = (await world.n8n.listWorkflows()).find(({ id }) => id === workflowId)!;
		const { nodes, connections } = own as unknown as Store;
		const anew = (webhookId: string) =>
			nodes.map((node) => ({ ...node, ...(node.webhookId && { webhookId }) }));
		const says =
			/is already connected by the workflow "Second Shop"\..*Unpublish that workflow first/;
		const template = JSON.parse(readFileSync(TEMPLATE, 'utf8')) as Store;
		const filled = template.nodes.map((node) => {
			const sameKeys = nodes.find(({ type }) => type === node.type)?.credentials;
			const parameters = { ...node.parameters, provider: 'generic' };
			return sameKeys ? { ...node, parameters, credentials: sameKeys } : node;
		});
		const refusals = await Promise.all([
			refusalOf({ name: 'Copy', nodes: anew('copy'), connections }),
			refusalOf({ ...template, nodes: filled }),
		]);
		expect(refusals).toEqual([expect.stringMatching(says), expect.stringMatching(says)]);
		expect((await configure()).body.error?.message).toBe('Integration already configured');
		expect(shop.state.webhooks).toHaveLength(1);

		const removal = `/api/integrations/providers/ecommerce/remove/${made.body.data.guid}`;
		expect((await world.api('DELETE', removal)).status).toBe(200);
		expect(await inN8n(world.n8n)).toEqual(before);
	}, 150_000);

	it('a disabled store is enabled again with new keys, also when its credential was deleted in n8n', async () => {
		const { guid } = (await configure()).body.data;
		await world.api('GET', `/api/integrations/provider/disable/${guid}`);
		const { data: credentials } = await world.n8n.publicApi<{
			data: Array<{ id: string; name: string }>;
		}>('GET', '/credentials');
		const { id } = credentials.find(({ name }) => name === 'Second Shop')!;
		await world.n8n.publicApi('DELETE', `/credentials/${id}`);
		expect((await configure()).body.data).toMatchObject({ guid, status: 'active' });
		await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
		expect(shop.state.webhooks).toEqual([]);
	}, 90_000);

	it('pushTracking adds what another store reports to the order, by a managed workflow', async () => {
		const { guid } = (await configure({ pushTracking: true })).body.data;
		const order = shop.placeOrder({
			email: 'ada@example.com',
			firstName: 'Ada',
			lastName: 'Lovelace',
			items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
		});
		shop.pay(order.id);
		await waitUntil(
			async () => (await world.api('GET', `/api/events?integration=${guid}`)).body.data.length > 0,
			{ what: 'the order to be known' },
		);
		const managed = (await world.api('GET', '/api/workflows/Shipment/configured?managed=true')).body
			.data;
		expect(managed).toEqual([
			expect.objectContaining({ name: 'Tracking for Second Shop', isManaged: true }),
		]);
		expect((await world.api('GET', '/api/workflows/Shipment/configured')).body.data).toEqual([]);

		for (const orderId of ['no-order-of-this-shop', order.id]) {
			await world.report('shipment.created', {
				id: `carrier-${orderId}`,
				orderId,
				orderNumber: order.number,
				status: 'in_transit',
				trackingNumber: 'JD0146',
			});
		}
		await world.untilQuiet();
		expect(shop.state.shipments).toEqual([
			expect.objectContaining({ orderId: order.id, trackingNumber: 'JD0146' }),
		]);
		const { body } = await world.api('GET', '/api/dead-letters');
		expect(body.data).toEqual([]);
		await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
	}, 90_000);

	it('pushTracking never writes the parcel of another shop on an order of the same id', async () => {
		const { guid } = (await configure({ pushTracking: true })).body.data;
		const order = shop.placeOrder(basket());
		shop.pay(order.id);
		await world.report('order.created', { id: order.id, number: order.number });
		await untilKnown(guid, order.id);
		for (const named of [{ orderId: order.id }, { orderId: order.id, orderNumber: order.number }]) {
			await world.report('shipment.created', {
				id: `of-test-shop-${Object.keys(named).length}`,
				status: 'in_transit',
				trackingNumber: 'OF-TEST-SHOP',
				...named,
			});
		}
		await world.untilQuiet();
		expect(shop.state.shipments.map(({ trackingNumber }) => trackingNumber)).not.toContain(
			'OF-TEST-SHOP',
		);
		expect((await world.api('GET', '/api/dead-letters')).body.data).toEqual([]);
		await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
	}, 90_000);

	it('a tracking number whose order is not known yet waits, is listed, and is added when the order comes', async () => {
		const { guid } = (await configure({ pushTracking: true })).body.data;
		const before = shop.placeOrder(basket());
		const next = `#${Number(before.number!.slice(1)) + 1}`;
		await world.report('shipment.created', {
			id: 'early-parcel',
			orderNumber: next.slice(1),
			status: 'in_transit',
			trackingNumber: 'EARLY',
		});
		await world.untilQuiet();
		const waiting = async () => (await world.api('GET', '/api/shipments/waiting')).body.data;
		expect(await waiting()).toEqual([
			expect.objectContaining({
				shipmentId: 'early-parcel',
				trackingNumber: 'EARLY',
				orderNumber: next.slice(1),
				status: 'waiting',
				reason: 'order_unknown',
				reportedBy: expect.objectContaining({ name: 'Test Shop' }),
				integration: { guid, name: 'Second Shop' },
			}),
		]);
		expect((await world.api('GET', '/api/health')).body.data.parcels).toEqual({ waiting: 1 });

		const order = shop.placeOrder(basket());
		// The shop sends no parcel of an order that is not paid.
		shop.pay(order.id);
		expect(order.number).toBe(next);
		await untilKnown(guid, order.id);
		await world.untilQuiet();
		expect(shop.state.shipments).toContainEqual(
			expect.objectContaining({ orderId: order.id, trackingNumber: 'EARLY' }),
		);
		expect(await waiting()).toEqual([]);
		await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
	}, 90_000);

	it('a status is never written to the order of another store that has the same id, but to the one of the number that a shipment names', async () => {
		const { guid } = (await configure()).body.data;
		const [strangers, meant] = [shop.placeOrder(basket()), shop.placeOrder(basket())];
		await world.report('order.created', { id: strangers.id, number: strangers.number });
		await untilKnown(guid, meant.id);
		const { id } = await world.n8n.createWorkflow(
			chain('Complete in the second shop', [
				entityTrigger({ entityType: 'Shipment', events: ['shipment_created'] }),
				{
					name: 'Commerce Update Status',
					type: 'n8n-nodes-commerce.commerceUpdateStatus',
					typeVersion: 1,
					position: [220, 0],
					parameters: {
						target: 'order',
						orderStatus: 'completed',
						store: 'chosen',
						integration: guid,
					},
				},
			]),
		);
		await world.publish(id);
		const parcel = { status: 'delivered', trackingNumber: 'JD0147' };
		await world.report('shipment.created', { id: 'd1', orderId: strangers.id, ...parcel });
		await world.report('shipment.created', { id: 'd2', orderNumber: meant.number, ...parcel });
		await world.untilQuiet();
		const statusOf = (orderId: string) =>
			shop.state.orders.find((order) => order.id === orderId)?.status;
		expect([statusOf(strangers.id), statusOf(meant.id)]).toEqual([strangers.status, 'completed']);
		await world.unpublish(id);
		await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
	}, 90_000);

	it("a parcel made in Sendcloud finds the shop's order: the shop gets its number, the customer one mail, and the order is completed", async () => {
		const account = await startSimulatedSendcloud();
		const sendcloud = async (more: object = {}) =>
			await world.api('POST', '/api/integrations/provider/configure', {
				providerId: 'sendcloud',
				providerType: 'shipping',
				credentials: sendcloudKeys(account),
				...more,
			});
		try {
			const refusals = [
				await sendcloud({ providerType: 'ecommerce' }),
				await sendcloud({ settings: { pushTracking: true } }),
			].map(({ status, body }) => [status, body.error?.message]);
			expect(refusals).toEqual([
				[400, expect.stringContaining('Sendcloud is of the type "shipping"')],
				[400, expect.stringContaining('settings.pushTracking: Sendcloud makes its own parcels')],
			]);

			const shopGuid = (await configure({ pushTracking: true })).body.data.guid;
			const connected = await sendcloud();
			expect(connected.body).toMatchObject({ data: { provider: 'sendcloud', status: 'active' } });
			const { guid } = connected.body.data;
			expect(account.integrations[0]).toMatchObject({ webhook_active: true });
			expect(await listed(guid)).toMatchObject({ addressToEnter: null });

			const order = shop.placeOrder(basket());
			shop.pay(order.id);
			await untilKnown(shopGuid, order.id);
			const mail = await world.mailOn({
				entityType: 'Shipment',
				events: ['shipment_delivered'],
				parameters: { integrations: [guid] },
			});
			const complete = await world.n8n.createWorkflow(
				chain('Complete when delivered', [
					entityTrigger({ entityType: 'Shipment', events: ['shipment_delivered'] }),
					{
						name: 'Commerce Update Status',
						type: 'n8n-nodes-commerce.commerceUpdateStatus',
						typeVersion: 1,
						position: [220, 0],
						parameters: {
							target: 'order',
							orderStatus: 'completed',
							store: 'chosen',
							integration: shopGuid,
						},
					},
				]),
			);
			await world.publish(complete.id);

			const to_address = { name: 'Ada Lovelace', email: 'ada@example.com' };
			const parcel = account.ship({ orderNumber: order.number!, more: { to_address } });
			const enRoute = account.move(parcel, SENDCLOUD_STATUS.enRoute);
			expect(await account.post(enRoute)).toEqual([200]);
			await waitUntil(
				() =>
					shop.state.shipments.some(
						({ orderId, trackingNumber }) =>
							orderId === order.id && trackingNumber === parcel.tracking_number,
					),
				{ what: 'the number to be in the shop' },
			);

			const delivered = account.move(parcel, SENDCLOUD_STATUS.delivered);
			for (const message of [delivered, delivered, enRoute]) {
				expect(await account.post(message)).toEqual([200]);
			}
			const statusOf = () => shop.state.orders.find(({ id }) => id === order.id)?.status;
			await waitUntil(() => statusOf() === 'completed', { what: 'the order to be completed' });
			const mails = () => world.mail.mailsTo('ada@example.com');
			await waitUntil(() => mails().length > 0, { what: 'the mail' });
			expect(mails()).toHaveLength(1);
			expect((await world.api('GET', '/api/dead-letters')).body.data).toEqual([]);

			for (const id of [mail, complete.id]) await world.unpublish(id);
			for (const id of [guid, shopGuid]) {
				await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${id}`);
			}
			expect(account.integrations[0]).toMatchObject({ webhook_active: false });
		} finally {
			await account.close();
		}
	}, 120_000);

	it('where only a person can enter the address, the API says which and where', async () => {
		const account = await startSimulatedSendcloud();
		account.integrations.push({ ...account.integrations[0]!, id: 8 });
		try {
			const { body } = await world.api('POST', '/api/integrations/provider/configure', {
				providerId: 'sendcloud',
				credentials: sendcloudKeys(account),
			});
			const { guid } = body.data;
			const { addressToEnter } = await listed(guid);
			expect(addressToEnter).toEqual({
				url: expect.stringMatching(/^http.*\/store$/),
				whatToDo: expect.stringContaining('Settings > Integrations'),
			});
			Object.assign(account.integrations[1]!, {
				webhook_active: true,
				webhook_url: addressToEnter.url,
			});
			const parcel = account.ship();
			expect(await account.post(account.move(parcel, SENDCLOUD_STATUS.enRoute))).toEqual([200]);
			await untilKnown(guid, String(parcel.id));
			await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
		} finally {
			await account.close();
		}
	}, 90_000);

	const sendcloudKeys = ({ url, credential }: SimulatedSendcloud) => ({
		storeUrl: url,
		apiKey: credential.publicKey,
		apiSecret: credential.secretKey,
	});
	const basket = () => ({
		email: 'ada@example.com',
		firstName: 'Ada',
		lastName: 'Lovelace',
		items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
	});
	const untilKnown = async (guid: string, orderId: string) =>
		await waitUntil(
			async () =>
				(await world.api('GET', `/api/events?integration=${guid}&entityId=${orderId}`)).body.data
					.length > 0,
			{ what: 'the order to be known' },
		);

	it('the list of providers says what each needs, and with that a store can be connected', async () => {
		const { data } = (await world.api('GET', '/api/integrations/providers')).body;
		expect(data.map(({ slug }: { slug: string }) => slug)).toEqual(
			PROVIDERS.map(({ slug }) => slug),
		);
		const generic = data.find(({ slug }: { slug: string }) => slug === 'generic');
		expect(
			generic.credentials.filter((key: { isRequired: boolean }) => key.isRequired),
		).toMatchObject([
			{ name: 'storeUrl', isSecret: false },
			{ name: 'apiKey', isSecret: true },
			{ name: 'apiSecret', isSecret: true },
		]);
		const { status, body } = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'shopware',
			credentials: {},
		});
		expect([status, body.error?.message]).toEqual([
			400,
			expect.stringMatching(
				/^providerId: There is no provider "shopware"\. There are shopify, woocommerce, .*, generic, .*\.$/,
			),
		]);
	});

	/** Answers /health, and refuses everything else. */
	async function startHalfStore() {
		const { createServer } = await import('node:http');
		const server = createServer((asked, response) => {
			const isRead = asked.method === 'GET';
			const answer = asked.url === '/health' ? { name: 'Half' } : { data: [] };
			response
				.writeHead(isRead ? 200 : 422, { 'content-type': 'application/json' })
				.end(JSON.stringify(isRead ? answer : { message: 'No webhooks here' }));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		return {
			url: `http://127.0.0.1:${port}`,
			stop: () => new Promise((resolve) => server.close(resolve)),
		};
	}
});
