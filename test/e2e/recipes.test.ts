import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'playwright-core';
import { customerSignature } from '../../engine/messages/push/customerSignature.ts';
import type { Recipe } from '../../api/recipes/recipe.ts';
import { RECIPES, recipeOf } from '../../api/recipes/recipes.ts';
import { connectedStore } from '../../demo/connectedStore.ts';
import { startApiWorld, withPush, type ApiWorld } from '../support/apiWorld.ts';
import { startChromium } from '../support/chromium.ts';
import { openConsole, type ConsolePage } from '../support/consolePage.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { newSecret, post, sign } from '../support/postSigned.ts';
import { startPushService, type PushService } from '../support/pushService.ts';
import { pressExecute } from '../support/runManually.ts';
import { startReceiver, type Receiver } from '../support/webhookReceiver.ts';
import { shipmentData } from '../support/world.ts';

const OWNER = 'owner@shop.example';
const PUSH_CUSTOMER = 'customer-with-a-browser';
const CUSTOMER_SECRET = 'the shop signs its customers with it';
const BROWSER_OWNER = { id: PUSH_CUSTOMER, email: 'browser@example.com', firstName: 'Ada' };
const ACTIONS = [
	...['.commerceSendEmail', '.commerceSendPush', '.commerceCallWebhook', '.commerceUpdateStatus'],
];

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
	const apiSecret = newSecret();
	let browser: Browser;
	let gallery: ConsolePage;
	const switchedOn = new Set<string>();

	beforeAll(async () => {
		push = await startPushService();
		receiver = await startReceiver();
		world = await startApiWorld(
			{},
			withPush({ pushService: push.url }, { customerSecret: CUSTOMER_SECRET }),
		);
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'shop.json'),
			...{ apiKey: 'key', apiSecret },
		});
		await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: shop.url, apiKey: 'key', apiSecret },
		});
		const integrationGuid = await guidOf('Test Shop');
		const path = '/api/integrations/save-vapid-subscription';
		const subscription = {
			...{ ...push.subscribe(), integrationGuid, customerId: PUSH_CUSTOMER },
			customerSignature: customerSignature(CUSTOMER_SECRET, integrationGuid, PUSH_CUSTOMER),
		};
		expect((await world.api('POST', path, subscription)).body).toEqual({ success: true });
		browser = await startChromium();
		gallery = await openConsole(browser, world.base);
	}, 180_000);
	afterAll(async () => {
		await gallery?.stop();
		await browser?.close();
		await shop?.stop();
		await world?.stop();
		await receiver?.close();
		await push?.stop();
	}, 60_000);
	beforeEach(() => world.mail.forgetMails());

	const guidOf = async (store: string): Promise<string> => {
		const { body } = await world.api('GET', '/api/integrations');
		return body.data.find(({ name }: { name: string }) => name === store).guid;
	};
	const SETTINGS = { owner: OWNER, url: 'https://hooks.example.com/x' };
	/** What a merchant has to say of a recipe. */
	const settingsOf = ({ settings }: Recipe): Record<string, string> =>
		Object.fromEntries(
			settings.flatMap(({ name, default: usual }) =>
				usual === null ? [[name, SETTINGS[name as keyof typeof SETTINGS]]] : [],
			),
		);
	/** The workflow of a recipe that is on: its guid, and n8n's id. */
	const usedOf = async ({ name, entityType }: Recipe): Promise<{ guid: string; id: string }> => {
		const { body } = await world.api('GET', `/api/workflows/${entityType}/configured`);
		const { guid, workflowId, isActive } = body.data.find(
			(each: { name: string }) => each.name === name,
		);
		expect(isActive).toBe(true);
		return { guid, id: workflowId };
	};
	/** Switches a recipe on through the API. */
	const use = async (recipe: Recipe): Promise<{ guid: string; id: string }> => {
		const { status, body } = await world.api('POST', `/api/recipes/${recipe.id}/use`, {
			settings: settingsOf(recipe),
		});
		expect([recipe.id, status, body.error]).toEqual([recipe.id, 200, undefined]);
		return await usedOf(recipe);
	};
	/** Switches a recipe on in the gallery of the console, as a merchant does it. */
	const switchOn = async (id: string, more: Readonly<Record<string, string>> = {}) => {
		const { page } = gallery;
		const recipe = recipeOf(id)!;
		// The page reads anew what is on.
		await page.getByRole('link', { name: 'Today' }).click();
		await page.getByRole('link', { name: 'Recipes' }).click();
		const card = page.getByRole('article', { name: recipe.name, exact: true });
		for (const [name, value] of Object.entries({ ...settingsOf(recipe), ...more })) {
			const { label } = recipe.settings.find((setting) => setting.name === name)!;
			await card.getByLabel(label, { exact: true }).fill(value);
		}
		await card.getByRole('button', { name: 'Switch on' }).click();
		await card.getByText('On', { exact: true }).waitFor({ timeout: 30_000 });
		switchedOn.add(id);
		return await usedOf(recipe);
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
				const given = Object.assign({}, ...more.map(([, each]) => each)) as object & {
					options?: object;
				};
				const options = given.options && {
					options: { ...(node.parameters.options as object), ...given.options },
				};
				return { ...node, parameters: { ...node.parameters, ...given, ...options } };
			}),
		});
		await world.publish(id);
	};

	/** A parcel of an order is delivered, which the shop itself makes nothing of. */
	const tellDelivered = async ({ id, number }: { id: string; number: string | null }) => {
		const parcel = { ...shipmentData(`of-${id}`), orderId: id, orderNumber: number };
		const told = sign(apiSecret, 'shipment.created', parcel);
		expect(await post(shop.state.webhooks[0]!.url, told)).toBe(200);
	};
	/** How often something has left n8n. */
	const reached = () => ({
		mails: world.mail.mails.length,
		notifications: push.messages.length,
		posts: receiver.posts.length,
		completedOrders: shop.state.orders.filter(({ status }) => status === 'completed').length,
	});
	const NOTHING = { mails: 0, notifications: 0, posts: 0, completedOrders: 0 };
	const eventOf = async (store: string, trigger: string) =>
		await waitUntil(
			async () => {
				const query = `trigger=${trigger}&integration=${await guidOf(store)}`;
				return (await world.api('GET', `/api/events?${query}`)).body.data[0]?.id as string;
			},
			{ what: `${trigger} of ${store} to be stored` },
		);

	it('pressed five times in the editor, every recipe runs to its end and reaches nobody; once with "Send for Real", it reaches exactly one', async () => {
		const ordered = shop.placeOrder({
			...{ email: 'one@example.com', firstName: 'Ada', lastName: 'Lovelace' },
			items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
		});
		await tellDelivered(ordered);
		await world.report('shipment.created', { ...shipmentData('h1'), customer: BROWSER_OWNER });
		await world.report('product.created', product('h2', 0));
		await world.report('product.updated', product('h2', 5));
		/** What a made-up sample has not: a browser, and a shop to write to. */
		const real: Readonly<Record<string, string>> = {
			'delivered-notification': await eventOf('Test Shop', 'shipment_delivered'),
			'back-in-stock': await eventOf('Test Shop', 'product_back_in_stock'),
			'complete-when-delivered': await eventOf('Harbour Goods', 'shipment_delivered'),
		};
		await world.untilQuiet();
		const orders = structuredClone(shop.state.orders);
		expect(reached()).toEqual(NOTHING);
		for (const recipe of RECIPES) {
			const used = await use(recipe);
			const { nodes } = await world.n8n.publicApi<{ nodes: WorkflowNode[] }>(
				'GET',
				`/workflows/${used.id}`,
			);
			const last = nodes.findLast(({ type }) => !type.endsWith('.stickyNote'))!.name;
			const press = async () => {
				const { status, data } = await pressExecute(world.n8n, used.id, nodes[0]!.name);
				expect([recipe.id, status, data?.resultData.lastNodeExecuted]).toEqual([
					...[recipe.id, 'success', last],
				]);
			};
			const event = real[recipe.id];
			const before = reached();
			await edit(used.id, {
				'.wait': { amount: 0, unit: 'seconds' },
				'.commerceCallWebhook': { url: receiver.url, options: { allowPrivateAddresses: true } },
				Trigger: {
					testWith: { __rl: true, mode: event ? 'id' : 'list', value: event ?? 'sample' },
				},
			});
			await Promise.all(Array.from({ length: 5 }, press));
			expect([recipe.id, reached()]).toEqual([recipe.id, before]);
			await edit(
				used.id,
				Object.fromEntries(ACTIONS.map((type) => [type, { options: { sendForReal: true } }])),
			);
			await press();
			const after = Object.values(reached());
			const sent = after.map((count, index) => count - Object.values(before)[index]!);
			expect([recipe.id, sent.toSorted()]).toEqual([recipe.id, [0, 0, 0, 1]]);
			await remove(used.guid);
		}
		const changed = shop.state.orders.filter(
			(order, index) => !isDeepStrictEqual(order, orders[index]),
		);
		expect(changed.map(({ id, status }) => [id, status])).toEqual([[ordered.id, 'completed']]);
	}, 300_000);

	it('the templates, pressed five times, connect no shop, import nothing and reach nobody', async () => {
		const keys = { apiKey: 'pressed', apiSecret: newSecret() };
		const dataFile = join(world.userFolder, 'pressed.json');
		const pressed = await startDemoStore({ port: 0, dataFile, ...keys });
		pressed.placeOrder({
			...{ email: 'two@example.com', firstName: 'Ada', lastName: 'Lovelace' },
			items: [{ productId: pressed.state.products[0]!.id, quantity: 1 }],
		});
		const kept = async () => ({
			reached: reached(),
			stores: await world.database.storeStatuses(),
			imports: (await world.database.imports()).length,
			orders: structuredClone(pressed.state.orders),
		});
		const before = await kept();
		const type = 'commerceGenericStoreApi';
		const credential = await world.n8n.createCredential('Pressed', type, {
			...{ storeUrl: pressed.url, ...keys },
		});
		const connected = connectedStore({
			...{ provider: 'generic', storeName: 'Pressed', webhookId: 'pressed-store' },
			...{ credentialType: type, credential },
		});
		const { id } = await world.n8n.createWorkflow(connected);
		const told = sign(keys.apiSecret, 'customer.created', { id: 'c1', email: 'ada@example.com' });
		try {
			for (let presses = 1; presses <= 5; presses += 1) {
				await listen(id, 'Pressed');
				await waitUntil(() => pressed.state.webhooks.length === 1, {
					what: 'the webhook of the test to be in the shop',
				});
				expect(await post(pressed.state.webhooks[0]!.url, told)).toBe(200);
				await untilRuns(id, presses);
				await waitUntil(() => pressed.state.webhooks.length === 0, {
					what: 'the webhook of the test to be gone',
				});
				await listen(world.apiWorkflowId, 'Commerce API');
				await untilRuns(world.apiWorkflowId, presses);
			}
			expect(await kept()).toEqual(before);
		} finally {
			await pressed.stop();
		}
	}, 120_000);

	/** Presses "Execute workflow" at a node that waits for a request. */
	const listen = async (id: string, name: string) =>
		await world.n8n.rest('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name } });
	const untilRuns = async (workflowId: string, count: number) =>
		await waitUntil(
			async () =>
				(await world.n8n.listExecutions({ workflowId, status: 'success' })).length === count,
			{ what: `the end of run ${count}` },
		);

	it.each(MAILS)('%s does its job', async (id, reports, to, subject) => {
		const { guid } = await switchOn(id);
		for (const [type, data] of reports) await world.report(type, data as Record<string, unknown>);
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([[to]]);
		expect(world.mail.mails[0]!.subject).toMatch(subject);
		await remove(guid);
	});

	it('big-order tells the chat', async () => {
		const { guid, id } = await switchOn('big-order');
		const before = receiver.posts.length;
		await edit(id, {
			'.commerceCallWebhook': { url: receiver.url, options: { allowPrivateAddresses: true } },
		});
		await world.report('order.created', order('small', { total: 499 }));
		await world.report('order.created', order('big', { total: 1250.5 }));
		await world.untilQuiet();
		expect(
			receiver.posts.slice(before).map(({ body }) => JSON.parse(body.toString()) as unknown),
		).toEqual([{ text: 'Order #big: €1,250.50 from Ada' }]);
		await remove(guid);
	});

	it.each([
		[
			'back-in-stock',
			'Product p3 is back',
			[
				['product.created', product('p3', 0)],
				['product.updated', product('p3', 5)],
			],
		],
		[
			'delivered-notification',
			expect.stringMatching(/delivered/i),
			[['shipment.created', { ...shipmentData('s5'), customer: BROWSER_OWNER }]],
		],
	] as const)('%s shows a notification', async (id, title, reports) => {
		const { guid } = await switchOn(id);
		const before = push.messages.length;
		for (const [type, data] of reports) await world.report(type, data);
		await world.untilQuiet();
		const shown = push.messages.slice(before).map(({ text }) => JSON.parse(text) as object);
		expect(shown).toMatchObject([{ title }]);
		await remove(guid);
	});

	it('alerts mails the owner when messages of a store are refused', async () => {
		const { guid } = await switchOn('alerts');
		const told = sign(newSecret(), 'order.created', order('forged'));
		expect(await post(world.webhookUrl, told)).not.toBe(200);
		const [mail, ...others] = await world.mail.waitForMails(1, 60_000);
		expect([mail!.recipients, mail!.subject, others]).toEqual([
			...[[OWNER], expect.stringMatching(/refused/), []],
		]);
		await remove(guid);
	}, 90_000);

	it('daily-digest mails the owner how the day before was, once its hour has come', async () => {
		const { guid } = await switchOn('daily-digest', { hour: '0' });
		expect(world.mail.mails).toEqual([]);
		await world.database.letBePublishedYesterday();
		// Right after midnight, it waits for a minute.
		const [mail, ...others] = await world.mail.waitForMails(1, 100_000);
		expect([mail!.recipients, mail!.subject, others]).toEqual([
			...[[OWNER], expect.stringMatching(/^\w+day, .*: (a quiet day|\d+ orders?)$/), []],
		]);
		expect(mail!.text).toMatch(/A quiet day|Orders:/);
		await remove(guid);
	}, 120_000);

	it('review-request comes after its days, and not where the parcel went back meanwhile', async () => {
		const { guid, id } = await switchOn('review-request');
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
		const reminder = await switchOn('payment-reminder');
		await edit(reminder.id, { '.wait': { amount: 1, unit: 'seconds' } });
		const complete = await switchOn('complete-when-delivered');
		const [paid, unpaid] = ['one@example.com', 'two@example.com'].map((address) =>
			shop.placeOrder({
				...{ email: address, firstName: 'Ada', lastName: 'Lovelace' },
				items: [{ productId: shop.state.products[0]!.id, quantity: 1 }],
			}),
		);
		shop.pay(paid!.id);
		await world.untilQuiet();
		await tellDelivered(paid!);
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

	it('each of them was switched on in the console, which had nothing to complain about', () => {
		expect([...switchedOn].toSorted()).toEqual(RECIPES.map(({ id }) => id).toSorted());
		expect(gallery.faults).toEqual([]);
	});
});
