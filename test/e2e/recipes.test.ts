import { join } from 'node:path';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { RECIPES } from '../../api/recipes/recipes.ts';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { pressExecute } from '../support/runManually.ts';
import { startReceiver, type Receiver } from '../support/webhookReceiver.ts';
import { shipmentData } from '../support/world.ts';

const OWNER = 'owner@shop.example';

/** A recipe, what happens in the shop, and the mail that comes of it: to whom, and what its subject says. */
const MAILS: ReadonlyArray<
	readonly [recipe: string, reports: ReadonlyArray<readonly [string, object]>, to: string, RegExp]
> = [
	['order-confirmation', [['order.created', order('new')]], email('new'), /^Thank you/],
	['order-paid', [['order.paid', order('paid', { paymentStatus: 'paid' })]], email('paid'), /paid/],
	[
		'order-cancelled',
		[
			['order.created', order('off')],
			['order.updated', order('off', { status: 'cancelled' })],
		],
		email('off'),
		/[Cc]ancelled/,
	],
	[
		'refund',
		[
			['order.created', order('back', { paymentStatus: 'paid', refundedTotal: 0 })],
			['order.updated', order('back', { paymentStatus: 'refunded', refundedTotal: 20 })],
		],
		email('back'),
		/refund/,
	],
	[
		'ready-for-pickup',
		[
			['order.created', order('pickup')],
			['order.updated', order('pickup', { status: 'ready_for_pickup' })],
		],
		email('pickup'),
		/[Rr]eady for pickup/,
	],
	['shipped', [['shipment.created', shipmentData('s1', 'in_transit')]], email('s1'), /shipped/],
	[
		'out-for-delivery',
		[['shipment.created', shipmentData('s2', 'out_for_delivery')]],
		email('s2'),
		/^Out for delivery/,
	],
	['delivered', [['shipment.created', shipmentData('s3')]], email('s3'), /delivered/],
	[
		'delivery-problem',
		[['shipment.created', shipmentData('s4', 'delayed')]],
		email('s4'),
		/Delayed/,
	],
	[
		'welcome',
		[['customer.created', { id: 'c1', email: 'new@example.com', firstName: 'Ada' }]],
		'new@example.com',
		/^Welcome/,
	],
	[
		'low-stock',
		[
			['product.created', product('p1', 12)],
			['product.updated', product('p1', 4)],
			['product.updated', product('p1', 3)],
		],
		OWNER,
		/: 4 left$/,
	],
	[
		'sold-out',
		[
			['product.created', product('p2', 2)],
			['product.updated', product('p2', 0)],
		],
		OWNER,
		/sold out$/,
	],
	[
		'order-on-hold',
		[
			['order.created', order('held')],
			['order.updated', order('held', { status: 'on_hold' })],
		],
		OWNER,
		/is on hold$/,
	],
];

function order(id: string, more: object = {}): Record<string, unknown> {
	return {
		...{ id, number: `#${id}`, status: 'processing', paymentStatus: 'pending', total: 20 },
		...{ currency: 'EUR', customer: { id: null, email: email(id), firstName: 'Ada' }, ...more },
	};
}
function product(id: string, stockQuantity: number): Record<string, unknown> {
	const stockStatus = stockQuantity > 0 ? 'in_stock' : 'out_of_stock';
	return { id, name: `Product ${id}`, stockQuantity, stockStatus };
}
function email(id: string): string {
	return `customer-${id}@example.com`;
}

describe('every recipe of the gallery, switched on, on a real n8n', () => {
	let world: ApiWorld;
	let push: PushService;
	let receiver: Receiver;
	let shop: DemoStore;

	beforeAll(async () => {
		push = await startPushService();
		receiver = await startReceiver();
		world = await startApiWorld(
			{},
			{
				credentials: async ({ n8n }) => ({
					commerceWebPushApi: await n8n.createCredential('Push', 'commerceWebPushApi', {
						subject: 'mailto:shop@example.com',
						...(await createVapidPair()),
						customerSecret: '',
					}),
				}),
				parameters: { apiOptions: { furtherServices: push.url } },
			},
		);
		const apiSecret = newSecret();
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'shop.json'),
			...{ apiKey: 'key', apiSecret },
		});
		await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: shop.url, apiKey: 'key', apiSecret },
		});
		const { body: stores } = await world.api('GET', '/api/integrations');
		const { guid: integrationGuid } = stores.data.find(
			({ name }: { name: string }) => name === 'Test Shop',
		);
		const path = '/api/integrations/save-vapid-subscription';
		const subscription = { ...push.subscribe(), integrationGuid };
		expect((await world.api('POST', path, subscription)).body).toEqual({ success: true });
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await world?.stop();
		await receiver?.close();
		await push?.stop();
	}, 60_000);
	beforeEach(() => world.mail.forgetMails());

	const SETTINGS = { owner: OWNER, url: 'https://hooks.example.com/x' };
	/** Switches a recipe on; n8n's id of its workflow. */
	const use = async (id: string, more: object = {}): Promise<{ guid: string; id: string }> => {
		const recipe = RECIPES.find((each) => each.id === id)!;
		const settings = {
			...Object.fromEntries(
				recipe.settings.flatMap(({ name, default: usual }) =>
					usual === null ? [[name, SETTINGS[name as keyof typeof SETTINGS]]] : [],
				),
			),
			...more,
		};
		const { status, body } = await world.api('POST', `/api/recipes/${id}/use`, { settings });
		expect([id, status, body.error]).toEqual([id, 200, undefined]);
		const { body: listed } = await world.api(
			'GET',
			`/api/workflows/${recipe.entityType}/configured`,
		);
		const { guid } = body.data;
		const { workflowId } = listed.data.find((each: { guid: string }) => each.guid === guid);
		return { guid, id: workflowId };
	};
	const remove = async (guid: string) =>
		expect((await world.api('DELETE', `/api/workflows/configured/${guid}`)).status).toBe(200);
	/** What a merchant changes in n8n's editor, by how the types of nodes end, published. */
	const edit = async (id: string, changes: Readonly<Record<string, object>>) => {
		const { name, settings, nodes, connections } = await world.n8n.publicApi<{
			name: string;
			settings: object;
			nodes: WorkflowNode[];
			connections: object;
		}>('GET', `/workflows/${id}`);
		await world.n8n.publicApi('PUT', `/workflows/${id}`, {
			...{ name, settings, connections },
			nodes: nodes.map((node) => {
				const more = Object.entries(changes).filter(([type]) => node.type.endsWith(type));
				const parameters = Object.assign({}, node.parameters, ...more.map(([, each]) => each));
				return { ...node, parameters };
			}),
		});
		await world.publish(id);
	};

	it('pressed five times in the editor, every recipe runs to its end and reaches nobody', async () => {
		const product = { productId: shop.state.products[0]!.id, quantity: 1 };
		shop.placeOrder({
			...{ email: 'one@example.com', firstName: 'Ada', lastName: 'Lovelace' },
			items: [product],
		});
		await world.untilQuiet();
		const before = structuredClone(shop.state.orders);
		for (const recipe of RECIPES) {
			const used = await use(recipe.id);
			const { nodes } = await world.n8n.publicApi<{ nodes: WorkflowNode[] }>(
				'GET',
				`/workflows/${used.id}`,
			);
			await edit(used.id, {
				'.wait': { amount: 0, unit: 'seconds' },
				'.commerceCallWebhook': { url: receiver.url, options: { allowPrivateAddresses: true } },
				Trigger: { testWith: { __rl: true, mode: 'list', value: 'sample' } },
			});
			const runs = await Promise.all(
				Array.from(
					{ length: 5 },
					async () => await pressExecute(world.n8n, used.id, nodes[0]!.name),
				),
			);
			const last = nodes.findLast(({ type }) => !type.endsWith('.stickyNote'))!.name;
			for (const { status, data } of runs) {
				expect([recipe.id, status, data?.resultData.lastNodeExecuted]).toEqual([
					...[recipe.id, 'success', last],
				]);
			}
			await remove(used.guid);
		}
		expect(world.mail.mails).toEqual([]);
		expect(push.messages).toEqual([]);
		expect(receiver.posts).toEqual([]);
		expect(shop.state.orders).toEqual(before);
	}, 300_000);

	it.each(MAILS)('%s does its job', async (id, reports, to, subject) => {
		const { guid } = await use(id);
		for (const [type, data] of reports) await world.report(type, data as Record<string, unknown>);
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([[to]]);
		expect(world.mail.mails[0]!.subject).toMatch(subject);
		await remove(guid);
	});

	it('big-order tells the chat', async () => {
		const { guid, id } = await use('big-order');
		await edit(id, {
			'.commerceCallWebhook': { url: receiver.url, options: { allowPrivateAddresses: true } },
		});
		await world.report('order.created', order('small', { total: 499 }));
		await world.report('order.created', order('big', { total: 1250.5 }));
		await world.untilQuiet();
		expect(receiver.posts.map(({ body }) => JSON.parse(body.toString()) as unknown)).toEqual([
			{ text: 'Order #big: €1,250.50 from Ada' },
		]);
		await remove(guid);
	});

	it('back-in-stock shows a notification to everybody', async () => {
		const { guid } = await use('back-in-stock');
		await world.report('product.created', product('p3', 0));
		await world.report('product.updated', product('p3', 5));
		await world.untilQuiet();
		expect(push.messages.map(({ text }) => (JSON.parse(text) as { title: string }).title)).toEqual([
			'Product p3 is back',
		]);
		await remove(guid);
	});

	it('review-request comes after its days, and not where the parcel went back meanwhile', async () => {
		const { guid, id } = await use('review-request');
		await edit(id, { '.wait': { amount: 3, unit: 'seconds' } });
		await world.report('shipment.created', shipmentData('r1'));
		await world.report('shipment.created', shipmentData('r2'));
		await world.report('shipment.updated', { ...shipmentData('r2'), status: 'returned' });
		const runs = async () =>
			(await world.n8n.listExecutions({ workflowId: id })).map(({ status }) => status);
		await waitUntil(async () => String(await runs()) === 'success,success', {
			what: 'both runs to end',
			timeoutMs: 60_000,
		});
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([[email('r1')]]);
		expect(world.mail.mails[0]!.subject).toBe('How do you like your order #r1?');
		await remove(guid);
	}, 90_000);

	it('complete-when-delivered completes the order in the shop, and payment-reminder reminds of one that is not paid', async () => {
		const reminder = await use('payment-reminder');
		await edit(reminder.id, { '.wait': { amount: 1, unit: 'seconds' } });
		const complete = await use('complete-when-delivered');
		const [paid, unpaid] = ['one@example.com', 'two@example.com'].map((address) =>
			shop.placeOrder({
				...{ email: address, firstName: 'Ada', lastName: 'Lovelace' },
				items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
			}),
		);
		shop.pay(paid!.id);
		shop.ship(paid!.id);
		shop.deliver(paid!.id);
		await waitUntil(
			() => shop.state.orders.find(({ id }) => id === paid!.id)?.status === 'completed',
			{ what: 'the order to be completed in the shop' },
		);
		const { subject } = await waitUntil(() => world.mail.mailsTo('two@example.com')[0], {
			what: 'the reminder',
			timeoutMs: 30_000,
		});
		expect(subject).toContain(unpaid!.number);
		await world.untilQuiet();
		expect(world.mail.mailsTo('one@example.com')).toEqual([]);
		await remove(reminder.guid);
		await remove(complete.guid);
	}, 90_000);
});
