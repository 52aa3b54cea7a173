import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileConditions } from '../../engine/conditions/compileConditions.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import { composeEmail } from '../../engine/messages/email/composeEmail.ts';
import type { ActionError } from '../../engine/actions/actionError.ts';
import { openTransport } from '../../engine/messages/email/openTransport.ts';
import { reasonToSkip } from '../../engine/messages/email/reasonToSkip.ts';
import { sendEmail, type SentEmail } from '../../engine/messages/email/sendEmail.ts';
import { LATER_DELAYS_MS, sendPatiently } from '../../engine/messages/email/sendPatiently.ts';
import { smtpSettings } from '../../engine/messages/email/smtpSettings.ts';
import { pushAttemptOf } from '../../engine/messages/push/pushAttemptOf.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { createRenderer } from '../../engine/templates/createRenderer.ts';
import { startMailServer, type MailServer, type MailServerOptions } from '../support/mailServer.ts';
import {
	amountsIn,
	caseShop,
	entityIn,
	mailOf,
	readCase,
	type CaseFile,
	type Told,
} from '../support/shopCase.ts';
import { importOrder } from '../support/importedShopify.ts';
import type { Front } from '../support/httpsFront.ts';
import { longOrder } from '../support/longOrder.ts';
import { signingStore } from '../support/signedPosts.ts';
import { startWooWorld } from '../support/simulatedWooCommerce/wooWorld.ts';
import type { SimulatedShopOptions } from '../support/simulatedWooCommerce/startSimulatedShop.ts';
import { refusesPagesOver, startWooReach, type WooReach } from '../support/wooReach.ts';
import { saveIntegration, testClock, testInbox } from '../support/testInbox.ts';

let database: OpenDatabase;
beforeEach(async () => {
	database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
});
afterEach(async () => await database.close());

/** What came of each message of a case. */
async function told({ input }: CaseFile): Promise<Told[]> {
	const shop = await caseShop(database, input.provider);
	const all: Told[] = [];
	for (const { topic, body } of input.messages) all.push(await shop.tell(topic, body));
	return all;
}

async function delivered({ deliveries }: CaseFile): Promise<Told[]> {
	const shop = await caseShop(database, 'woocommerce');
	const all: Told[] = [];
	for (const { headers, body, t } of deliveries) all.push(await shop.deliver(headers, body, t));
	return all;
}

/** The most telling code of each shipment's event, with its number. */
const shipmentsOf = ({ items }: Pick<Told, 'items'>) =>
	items
		.filter(({ event }) => event.entityType === 'Shipment')
		.map((item) => [item.event.codes[0], entityIn(item, 'Shipment').trackingNumber]);

const codesOf = ({ items }: Pick<Told, 'items'>) => items.map(({ event }) => event.codes);

/** The rows of a mail that lead to its total make it. */
function expectSums(text: string): Record<string, number> {
	const rows = amountsIn(text);
	const amounts = Object.fromEntries(rows);
	const parts = rows.filter(
		([label]) =>
			!/^(Total|Including tax|Order total|Refund|Refunded in total)$/.test(label) &&
			!/^\d+ x /.test(label),
	);
	const sum = parts.reduce((total, [, amount]) => total + Math.round(amount * 1_000), 0);
	if (parts.length > 0) expect(sum / 1_000).toBe(amounts.Total);
	const lines = rows.filter(([label]) => /^\d+ x /.test(label));
	const goods = lines.reduce((total, [, amount]) => total + Math.round(amount * 1_000), 0);
	if (lines.length > 0 && amounts.Subtotal !== undefined) {
		expect(goods / 1_000).toBe(amounts.Subtotal);
	}
	return amounts;
}

/** Takes messages at this moment. */
const inboxAt = (moment: Date) =>
	testInbox(database, testClock(moment.getTime()), { warn: () => {} });

/** Sends e-mails through a mail server that behaves so. */
async function mailing(
	options: MailServerOptions,
	act: (send: (address: string) => Promise<SentEmail>, server: MailServer) => Promise<void>,
): Promise<void> {
	const server = await startMailServer(options);
	const { host, port } = server;
	const settings = smtpSettings({
		host,
		port,
		fromEmail: 'shop@example.com',
		allowUnencrypted: true,
	});
	const transport = await openTransport(settings);
	const send = async (email: string) => {
		const recipient = { kind: 'customer' } as const;
		const { fromEmail } = settings;
		const chosen = { template: 'welcome', recipient, fromEmail } as const;
		return await sendEmail(
			transport,
			composeEmail(createRenderer(), { customer: { email } }, chosen, new Date()),
		);
	};
	try {
		await act(send, server);
	} finally {
		transport.close();
		await server.stop();
	}
}

/** Asks a WooCommerce shop that stands behind such a server. */
async function reaching(
	front: Front,
	options: SimulatedShopOptions,
	act: (reach: WooReach) => Promise<void>,
): Promise<void> {
	const reach = await startWooReach(front, options);
	try {
		await act(reach);
	} finally {
		await reach.close();
	}
}

/** What each file of fixtures/cases has to give. */
const CASES: Readonly<Record<string, (given: CaseFile) => Promise<void> | void>> = {
	'01-shopify-goodwill-refund-other-currency': async (given) => {
		const [, refunded] = await told(given);
		const order = entityIn(refunded!.items[0]!, 'Order');
		expect(order).toMatchObject({ refundedTotal: 10, refunds: [{ amount: 10, currency: 'EUR' }] });
		expect(order.presentment).toMatchObject({ currency: 'USD', total: 77, refundedTotal: 11 });
		const { text, html } = mailOf(refunded!.items[0]!, 'refund_confirmation');
		expect(text).toContain('We have refunded US$11.00 for your order #1001.');
		expect(text + html).not.toMatch(/[€$]0\.00/);
	},
	'03-shopify-cancel-unpaid-order-with-restock': async (given) => {
		const [, cancelled] = await told(given);
		expect(codesOf(cancelled!)).toEqual([
			['order_cancelled', 'order_status_changed', 'order_updated'],
		]);
		expect(entityIn(cancelled!.items[0]!, 'Order')).toMatchObject({
			refundedTotal: 0,
			paidTotal: 0,
		});
		const settings = { recipient: { kind: 'customer' }, template: given.input.template } as const;
		expect(reasonToSkip(cancelled!.items[0]!, settings)).toMatch(/no money/);
		// Also as the first that is heard of the order, when only the message tells what has just happened.
		const message = given.input.messages[1]!;
		const other = { ...message.body, id: 5002, created_at: '2019-01-01T10:00:00Z' };
		const { items } = await (await caseShop(database, 'shopify')).tell(message.topic, other);
		expect(items[0]!.event.codes).toContain('order_cancelled');
		expect(items[0]!.event.codes).not.toContain('order_refunded');
	},
	'07-shopify-shipping-refund-webhook-and-import-differ': async (given) => {
		const shop = await caseShop(database, 'shopify');
		const [placed, updated] = given.input.messages;
		const paidBack = { refundedTotal: 6.7, refunds: [{ id: '9', amount: 6.7, currency: 'EUR' }] };
		await shop.tell(placed!.topic, placed!.body);
		const refunded = await shop.tell(updated!.topic, updated!.body);
		expect(codesOf(refunded)).toEqual([['order_refunded', 'order_updated']]);
		expect(entityIn(refunded.items[0]!, 'Order')).toMatchObject(paidBack);
		// The import of the same order tells no second refund, and the same amounts.
		const imported = await importOrder(database, shop.integration, updated!.body);
		expect(imported.flatMap(({ event }) => event.codes)).not.toContain('order_refunded');
		for (const item of imported) expect(entityIn(item, 'Order')).toMatchObject(paidBack);
		// Nor does it tell others where no webhook came.
		const other = { ...updated!.body, id: 5002 };
		await importOrder(database, shop.integration, { ...placed!.body, id: 5002 });
		const [alone] = await importOrder(database, shop.integration, other);
		expect(alone!.event.codes).toEqual(['order_refunded', 'order_updated']);
		expect(entityIn(alone!, 'Order')).toMatchObject(paidBack);
	},
	'08-shopify-edit-removes-line': async (given) => {
		const [, edited] = await told(given);
		expect(codesOf(edited!)).toEqual([['order_edited', 'order_updated']]);
		const [item] = edited!.items;
		expect(entityIn(item!, 'Order')).toMatchObject({
			total: 40,
			subtotal: 40,
			outstandingTotal: -30,
			lineItems: [
				{ name: 'Mug', quantity: 2, currentQuantity: 2, removedQuantity: 0, total: 40 },
				{ name: 'Tea', quantity: 1, currentQuantity: 0, removedQuantity: 1, total: 0 },
			],
		});
		expect(item!.previous).toHaveProperty('lineItems');
		const { text } = mailOf(item!, 'order_status_update');
		expect(text).not.toMatch(/Tea|70\.00/);
		expect(expectSums(text).Total).toBe(40);
	},
	'10-shopify-two-tracking-numbers': async (given) => {
		const [shipped] = await told(given);
		expect(entityIn(shipped!.items[0]!, 'Shipment')).toMatchObject({
			trackingNumber: 'A1',
			parcels: [
				{ trackingNumber: 'A1', trackingUrl: 'https://dhl.example/A1', carrier: 'DHL' },
				{ trackingNumber: 'B2', trackingUrl: 'https://dhl.example/B2', carrier: 'DHL' },
			],
		});
		const { text, html } = mailOf(shipped!.items[0]!, 'shipping_confirmation');
		for (const number of ['A1', 'B2']) {
			expect(text).toContain(`${number}: https://dhl.example/${number}`);
			expect(html).toContain(`href="https://dhl.example/${number}"`);
		}
	},
	'12-woo-tracking-list-after-deletion': async (given) => {
		const [two, without, another] = await told(given);
		expect(shipmentsOf(two!)).toEqual([
			['shipment_created', 'ONE'],
			['shipment_created', 'TWO'],
		]);
		expect(shipmentsOf(without!)).toEqual([['shipment_cancelled', 'ONE']]);
		expect(shipmentsOf(another!)).toEqual([['shipment_created', 'THREE']]);
	},
	'15-woo-shipped-to-delivered': async (given) => {
		const [, shipped, arrived] = await told(given);
		expect(codesOf(shipped!)).toEqual([
			['order_fulfilled', 'order_status_changed', 'order_updated'],
		]);
		expect(codesOf(arrived!)).toEqual([['order_status_changed', 'order_updated']]);
		expect(arrived!.items[0]!.previous).toMatchObject({ nativeStatus: 'shipped' });
	},
	'17-woo-ast-tracking-link': async (given) => {
		const [shipped] = await told(given);
		const item = shipped!.items.find(({ event }) => event.entityType === 'Shipment')!;
		const link =
			'https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=003404';
		expect(entityIn(item, 'Shipment')).toMatchObject({
			carrier: 'DHL',
			trackingUrl: link,
			parcels: [{ trackingNumber: '003404', trackingUrl: link, carrier: 'DHL' }],
		});
		const { text, html } = mailOf(item, 'shipping_confirmation');
		expect(text).toContain('shipped with DHL');
		expect(text).toContain(`Track your parcel: ${link}`);
		expect(html).toContain(`href="${link}"`);
		expect(text + html).not.toContain('dhl-de');
	},
	'19-woo-tracking-removed': async (given) => {
		const [, removed] = await told(given);
		expect(shipmentsOf(removed!)).toEqual([['shipment_cancelled', 'ONE']]);
	},
	'21-woo-entities-in-line-name': async (given) => {
		const [placed] = await told(given);
		const { text } = mailOf(placed!.items[0]!, 'order_confirmation');
		expect(text).toContain('1 x Salt & Pepper \u2013 Set');
		expect(text).not.toMatch(/&(amp|#8211);/);
	},
	'25-shopify-presentment-currency-in-mail': async (given) => {
		const [placed] = await told(given);
		const { text } = mailOf(placed!.items[0]!, 'order_confirmation');
		expect(text).toContain('3 x Board: US$1,519.05');
		expect(text).toContain('Total: US$1,519.05');
		expect(text).not.toContain('2,049.03');
	},
	'27-shopify-500-lines-fulfilled-and-returned': async () => {
		const shop = await caseShop(database, 'shopify');
		const returned = longOrder(500, { isReturned: true });
		expect(JSON.stringify(returned).length).toBeGreaterThan(2_000_000);
		const { answer, items } = await shop.tell('orders/updated', returned);
		expect(answer.status).toBe(200);
		expect(entityIn(items[0]!, 'Order')).toMatchObject({
			total: 11_500,
			refundedTotal: 11_500,
			roundingDifference: 0,
			lineItems: { length: 500 },
			refunds: [{ amount: 11_500, lineItems: { length: 500 } }],
		});
		const longer = { ...longOrder(1_000, { isReturned: false }), id: 5002 };
		expect((await shop.tell('orders/updated', longer)).answer.status).toBe(200);
	},
	'36-push-wns-406-throttled': () => {
		const answer = { status: 406, retryAfter: '60', text: '' };
		expect(pushAttemptOf('wns2-par02p.notify.windows.com', answer, new Date())).toMatchObject({
			kind: 'throttled',
			retryable: true,
			retryAfterMs: 60_000,
		});
	},
	'39-smtp-452-at-mail-from': async () => {
		for (const [code, message] of [
			[452, '4.3.1 Insufficient system storage'],
			[421, '4.3.2 System shutting down'],
			[451, '4.7.1 Try again later'],
		] as const) {
			await mailing({ refuseSender: () => ({ code, message }) }, async (send) => {
				const error = (await send('anna@example.com').catch(
					(caught: unknown) => caught,
				)) as ActionError;
				expect(error).toMatchObject({ retryable: true, status: code });
				expect(error.message).toMatch(/cannot take the e-mail for now/);
				expect(error.message).not.toMatch(/sender|From Email/);
			});
		}
	},
	'42-email-docomo-dots': async () => {
		await mailing({ quotedDots: true }, async (send, server) => {
			await send('a..b@docomo.ne.jp');
			await send('ana.@docomo.ne.jp');
			expect(server.mails.flatMap(({ recipients }) => recipients)).toEqual([
				'"a..b"@docomo.ne.jp',
				'"ana."@docomo.ne.jp',
			]);
		});
	},
	'47-generic-svix-headers': async ({ input }) => {
		const names = (input as unknown as { headers: string[] }).headers;
		const receivedAt = new Date('2026-03-01T10:00:01Z');
		const store = signingStore('generic');
		await saveIntegration(database, store.receiver.integration, receivedAt.getTime() - 1_000);
		const { headers, body } = store.post('order.created', { id: '1' }, receivedAt);
		const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
		const post = {
			headers: Object.fromEntries(names.map((name, index) => [name, headers[signed[index]!]])),
			body,
			receivedAt,
		};
		const answer = async () => await receive(inboxAt(receivedAt), store.receiver, post);
		expect(await answer()).toMatchObject({ status: 200, outcome: 'stored' });
		expect(await answer()).toMatchObject({ status: 200, outcome: 'repeated' });
	},
	'48-conditions-meta-key-with-dot': ({ input }) => {
		const { entity, conditions } = input as unknown as { entity: never; conditions: Conditions };
		expect(compileConditions(conditions)({ entity, previous: null } as never)).toBe(true);
	},
	'49-shopify-pos-order-mail': async (given) => {
		const [sold] = await told(given);
		const settings = { recipient: { kind: 'customer' }, template: given.input.template } as const;
		expect(reasonToSkip(sold!.items[0]!, settings)).toBe('the customer has no e-mail address');
	},
	'29-woo-per-page-refused': async () =>
		await reaching(
			{ answers: refusesPagesOver(50) },
			{},
			async ({ provider, connection, shop }) => {
				shop.data.placeOrder();
				const position = { since: null, page: null };
				const { observations } = await provider.listChanges(connection, 'Order', position);
				expect(observations).toHaveLength(1);
			},
		),
	'32-woo-authorization-header-stripped': async () =>
		await reaching({ drops: ['authorization'] }, {}, async ({ provider, connection }) => {
			expect(await provider.checkCredentials(connection)).toMatchObject({
				name: 'Fjord & Falke',
			});
		}),
	'woo-live-W7-read-only-key': async ({ answer }) =>
		await reaching({}, { permissions: 'read' }, async ({ provider, connection, shop }) => {
			const url = 'https://n8n.example/webhook/x/store';
			shop.webhooks.push({
				...{ id: 24, name: 'n8n: order.updated (93269392)', topic: 'order.updated' },
				...{ secret: 's', status: 'disabled', delivery_url: url },
			});
			const { body } = answer as { body: { message: string } };
			const said = await provider
				.registerWebhooks(connection, url, 'guid')
				.catch((error: Error) => error);
			expect(said).toMatchObject({ cause: { answer: expect.stringContaining(body.message) } });
			for (const told of [said, await provider.checkCredentials(connection).catch((e) => e)]) {
				expect(told).toMatchObject({
					kind: 'forbidden',
					message: expect.stringMatching(/may only read\. .*"Read\/Write"/),
				});
			}
		}),
	'woo-live-W9-plain-permalinks': async (given) => {
		const { status } = given.answer as { status: number };
		const answers: Front['answers'] = ({ url, headers }) => {
			const path = url.pathname.replace(/\/?$/, '/');
			return { status, json: {}, headers: { location: `https://${headers.host}${path}` } };
		};
		await reaching({ answers }, {}, async ({ provider, connection }) => {
			const { credentials } = connection;
			const inFolder = { ...credentials, storeUrl: `${credentials.storeUrl}/shop` };
			await expect(
				provider.checkCredentials({ ...connection, credentials: inFolder }),
			).rejects.toThrow('"Plain" is not chosen under Settings > Permalinks of WordPress');
		});
	},
	'34-woo-yoast-head': async (given) => {
		const [, moved] = await told(given);
		expect(codesOf(moved!)).toEqual([]);
	},
	'52-shopify-discount-subtracted-twice-in-mail': async (given) => {
		const [placed] = await told(given);
		const { text } = mailOf(placed!.items[0]!, 'order_confirmation');
		expect(expectSums(text)).toMatchObject({
			'1 x Mug': 100,
			Subtotal: 100,
			Discount: -10,
			Shipping: 10,
			Total: 100,
		});
	},
	'56-smtp-greylisting-with-defaults': async () => {
		let tries = 0;
		const refuse = () => (tries++ === 0 ? { code: 451, message: '4.7.1 Greylisted' } : false);
		await mailing({ refuse }, async (send, server) => {
			await sendPatiently(async () => await send('anna@example.com'), {
				delaysMs: LATER_DELAYS_MS,
				untilMs: Infinity,
				now: () => 0,
				wait: () => Promise.resolve(),
			});
			expect(server.mails).toHaveLength(1);
		});
	},
	'58-shopify-scan-after-delivered': async (given) => {
		const all = await told(given);
		const codes = all.flatMap(codesOf).flat();
		expect(codes.filter((code) => code === 'shipment_delivered')).toHaveLength(1);
	},
	'59-woo-error-object-as-payload': async (given) => {
		const [error] = await told(given);
		expect(error!.answer).toMatchObject({ status: 200, outcome: 'useless', events: [] });
		const words = 'The shop sent "The Rest API is unavailable." instead of the order.';
		expect(error!.answer.body.message).toContain(words);
		// The same words as for the other form of an error.
		const { topic } = given.input.messages[0]!;
		const other = { code: 'rest_api_unavailable', message: 'The Rest API is unavailable.' };
		const shop = await caseShop(database, 'woocommerce');
		expect((await shop.tell(topic, other)).answer.body).toEqual(error!.answer.body);
	},
	'woo-live-W1-invalid-id-payloads': async (given) => {
		const all = await delivered(given);
		expect(all).toHaveLength(5);
		for (const { answer, items } of all) {
			expect(answer).toMatchObject({ status: 200, outcome: 'uninteresting' });
			expect(items).toEqual([]);
		}
		for (const table of ['receipt', 'snapshot', 'event', 'delivery'] as const) {
			expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
		}
	},
	'woo-live-W10-second-number-when-all-fulfilled': async ({ seenRemark, order: number }) => {
		const { order, fulfillments } = readCase('woo-live-W5-fulfillment-status');
		expect(order).toMatchObject({ id: number });
		const world = await startWooWorld({ hasFulfillments: true });
		try {
			const { data } = world.shop;
			const { id } = data.placeOrder(order as object);
			const kept = fulfillments as typeof data.fulfillments;
			data.fulfillments.push(...kept.map((one) => ({ ...one, entity_id: String(id) })));
			const { changed, remark } = await world.provider.addTracking(world.connection, {
				orderId: String(id),
				trackingNumber: 'SECOND',
				carrier: 'DHL',
				trackingUrl: null,
				notifyCustomer: false,
			});
			expect(changed).toBe(true);
			expect(remark).not.toContain(String(seenRemark).slice(0, 40));
			expect(remark).toMatch(/^Everything in this order is in fulfillments already/);
			expect(data.notes[0]!.note).toContain('SECOND');
		} finally {
			await world.shop.close();
		}
	},
	'woo-live-W2-tax-inclusive-fee-coupon-order': async (given) => {
		const shop = await caseShop(database, 'woocommerce');
		const { items } = await shop.tell('order.created', given.order);
		const shown = given.woocommerceShows as Record<string, number>;
		const { text } = mailOf(items[0]!, 'order_confirmation');
		expect(expectSums(text)).toMatchObject({
			'2 x Blåbær–Tee ☕ „Größe“': shown['line 2 x Tee'],
			Subtotal: shown.subtotal,
			Shipping: shown.shipping,
			Geschenkpapier: shown['fee Geschenkpapier'],
			Total: shown.total,
			'Including tax': shown.includesTax,
		});
		expect(text).toMatch(/^Discount.*: -€3\.00$/m);
	},
	'woo-live-W3-two-custom-statuses': async (given) => {
		const all = await delivered(given);
		expect(codesOf(all.at(-1)!)).toEqual([['order_status_changed', 'order_updated']]);
	},
	'woo-live-W4-debug-meta-spurious-update': async (given) => {
		const shop = await caseShop(database, 'woocommerce');
		const delivery = given.delivery as CaseFile['deliveries'][number];
		await shop.deliver(delivery.headers, delivery.body, delivery.t);
		expect(codesOf(await shop.list(given.getAfter, { fulfillments: [] }))).toEqual([]);
		// The webhook that may come of the same.
		expect(codesOf(await shop.tell('order.updated', given.getAfter))).toEqual([]);
	},
	'woo-live-W5-fulfillment-status': async (given) => {
		const shop = await caseShop(database, 'woocommerce');
		const order = given.order as Record<string, unknown>;
		await shop.tell('order.created', { ...order, meta_data: [] });
		const fulfilled = await shop.tell('order.updated', order);
		expect(codesOf(fulfilled)).toEqual([['order_fulfilled', 'order_updated']]);
		expect(entityIn(fulfilled.items[0]!, 'Order').fulfillmentStatus).toBe('fulfilled');

		const after = given.orderAfterItsOnlyFulfillmentWasDeleted as Record<string, unknown>;
		const before = { ...after, meta_data: order.meta_data };
		const fulfillments = given.fulfillments as unknown[];
		await shop.list(before, { fulfillments });
		const deleted = await shop.list(after, { fulfillments: given.itsFulfillments as unknown[] });
		expect(shipmentsOf(deleted)).toEqual([['shipment_cancelled', 'JD0146']]);
		const order67 = entityIn(deleted.items[0]!, 'Order');
		expect(order67).toMatchObject({ id: '67', fulfillmentStatus: 'unfulfilled' });
	},
	'woo-live-W6-tracking-number-removed': async (given) => {
		const all = await delivered(given);
		expect(all.map(shipmentsOf)).toEqual([
			[['shipment_created', 'TN-1']],
			[['shipment_created', 'TN-2']],
			[['shipment_cancelled', 'TN-2']],
		]);
	},
	'woo-live-W8-customer-created-editor': async (given) => {
		const all = await delivered(given);
		expect(all.flatMap(codesOf)).toEqual([['customer_updated'], ['customer_updated']]);
		expect(all.map(({ items }) => entityIn(items[0]!, 'Customer').role)).toEqual([
			'editor',
			'subscriber',
		]);
	},
};

const FOLDER = join(__dirname, '../fixtures/cases');
const FILES = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

/** Those that need a real n8n: the end-to-end tests whose title begins with the name of the file. */
const onRealN8n = () => {
	const folder = join(__dirname, '../e2e');
	const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
	return FILES.filter((name) => sources.some((source) => source.includes(`it('${name}: `)));
};

describe('what real shops and public reports showed', () => {
	it.each(Object.keys(CASES))('%s', async (name) => {
		await CASES[name]!(readCase(name));
	});

	it('has a test of its name for every file of fixtures/cases', () => {
		const tested = new Set([...Object.keys(CASES), ...onRealN8n()]);
		expect(FILES.filter((name) => !tested.has(name))).toEqual([]);
		expect(Object.keys(CASES).filter((name) => !FILES.includes(name))).toEqual([]);
	});
});
