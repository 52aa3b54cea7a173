import type { Inbox } from '../../engine/inbox/inbox.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { connect, testClock, testInbox } from '../support/testInbox.ts';
import { signingStore } from '../support/signedPosts.ts';
import { payloadOf, recordedWooCommerce } from '../support/storePosts.ts';

const HOUR_MS = 3_600_000;

const recorded = (name: string) =>
	JSON.parse(recordedWooCommerce(name).post.body.toString()) as Record<string, unknown>;
const gone = (code: string) => ({ code, message: 'Invalid ID.', data: { status: 404 } });

/** As they came from WooCommerce 9.9, 10.5 and 11.0. */
const GONE: ReadonlyArray<readonly [what: string, topic: string, body: unknown]> = [
	[
		'an order that was deleted before the queue ran',
		'order.created',
		gone('woocommerce_rest_shop_order_invalid_id'),
	],
	[
		'a change of an order that is gone',
		'order.updated',
		gone('woocommerce_rest_shop_order_invalid_id'),
	],
	['an account that is gone', 'customer.updated', gone('wc_user_invalid_id')],
	[
		'a restored order, coupon or page, which comes as a product',
		'product.restored',
		gone('woocommerce_rest_product_invalid_id'),
	],
];
const ERRORS: ReadonlyArray<readonly [what: string, topic: string, body: unknown]> = [
	[
		'an error of the REST API',
		'order.updated',
		{ code: 'woocommerce_rest_cannot_view', message: 'Sorry, you cannot.', data: { status: 401 } },
	],
	[
		'an error in the form of PHP',
		'order.updated',
		{ errors: { rest_api_unavailable: ['The Rest API is unavailable.'] }, error_data: [] },
	],
	['an empty list', 'order.updated', []],
	['nothing', 'customer.updated', null],
	['an order without its id', 'order.updated', { status: 'completed', line_items: [] }],
	['an order of the id 0', 'order.updated', { id: 0, status: 'completed', line_items: [] }],
	['nothing at all, as where PHP cannot write an order as JSON', 'order.updated', ''],
	['an error of WordPress itself', 'order.updated', { code: 500, message: '<p>Critical.</p>' }],
	['an answer of admin-ajax', 'order.updated', { success: false, data: 'nope' }],
];

eachDialect('a message that is signed and of no use', (database) => {
	const clock = testClock(Date.parse('2026-11-23T20:31:09Z'));
	let state: OpenDatabase;
	let inbox: Inbox;
	let warnings: string[];

	beforeEach(async () => {
		state = await database().open();
		warnings = [];
		inbox = testInbox(state, clock, {
			warn: (message, error) => void warnings.push(`${message}: ${String(error)}`),
		});
		await connect(state, clock);
	});

	const rows = async () =>
		await Promise.all(
			(['receipt', 'snapshot', 'event'] as const).map(
				async (table) => (await state.db.selectFrom(table).selectAll().execute()).length,
			),
		);
	const woocommerce = signingStore('woocommerce');
	const shopify = signingStore('shopify');
	const receivedAt = () => new Date(clock.now());
	const toWoo = async (topic: string, body: unknown, headers = {}) =>
		await receive(
			inbox,
			woocommerce.receiver,
			woocommerce.post(topic, body, receivedAt(), headers),
		);
	const toShopify = async (topic: string, body: unknown, headers = {}) =>
		await receive(inbox, shopify.receiver, shopify.post(topic, body, receivedAt(), headers));

	it.each(GONE)(
		'does not make WooCommerce switch its webhook off: %s is 200, stores nothing and bothers nobody',
		async (_what, topic, body) => {
			const answer = await toWoo(topic, body);
			expect(answer).toMatchObject({ status: 200, outcome: 'uninteresting' });
			expect(answer.body.message).toContain('"Invalid ID."'.slice(0, 8));
			expect(await rows()).toEqual([0, 0, 0]);
			expect(warnings).toEqual([]);
		},
	);

	it.each(ERRORS)(
		'does not make WooCommerce switch its webhook off: %s is 200, stores nothing, and the log says why',
		async (_what, topic, body) => {
			const answer = await toWoo(topic, body);
			expect(answer).toMatchObject({ status: 200, outcome: 'useless', events: [] });
			expect(await rows()).toEqual([0, 0, 0]);
			expect(warnings).toEqual([`A message of Test Shop is of no use: ${answer.body.message}`]);
		},
	);

	it("says the shop's own words in both forms of an error, and no more than a line of them", async () => {
		const said = async (body: unknown) => (await toWoo('order.updated', body)).body.message;
		expect(await said(ERRORS[0]![2])).toContain('"Sorry, you cannot."');
		expect(await said(ERRORS[1]![2])).toContain('"The Rest API is unavailable."');
		// A list that PHP has made an object of, and words that are written for a page.
		expect(await said({ errors: { gone: { 1: '<b>Gone</b> &amp; lost' } } })).toContain(
			'"Gone & lost"',
		);
		const long = await said({ code: 'x', message: 'Long.\n'.repeat(10_000) });
		expect(long.length).toBeLessThan(500);
		expect(long).not.toContain('\n');
	});

	it('still refuses what is no JSON: nobody but a person makes such a thing', async () => {
		expect(await toWoo('order.updated', '{"id":')).toMatchObject({ status: 400 });
	});

	it('takes no captured WooCommerce body under a topic that it does not fit', async () => {
		const order = recorded('022-order.updated-processing');
		const customer = recorded('015-customer.created');
		const product = recorded('010-product.created');
		const confused: Array<[topic: string, body: unknown]> = [
			['order.deleted', order],
			['customer.deleted', customer],
			['product.deleted', product],
			['product.updated', order],
			['customer.updated', order],
			['order.created', product],
			['order.updated', customer],
			['customer.created', { id: 7 }],
			['order.created', { id: 7 }],
		];
		for (const [topic, body] of confused) {
			expect([topic, (await toWoo(topic, body)).outcome]).toEqual([topic, 'useless']);
		}
		expect(await rows()).toEqual([0, 0, 0]);
		expect(await toWoo('order.updated', order)).toMatchObject({ outcome: 'stored' });
		expect(await toWoo('order.deleted', { id: order.id })).toMatchObject({ outcome: 'stored' });
	});

	it('lets an old WooCommerce body undo nothing, though it comes as a restored order', async () => {
		const old = recorded('020-order.updated-on-hold');
		await toWoo('order.updated', recorded('025-order.updated-completed'));
		const replayed = await toWoo('order.restored', old);
		expect(replayed.events).toEqual([]);
		const { entityJson } = await state.db
			.selectFrom('snapshot')
			.selectAll()
			.where('entityType', '=', 'Order')
			.executeTakeFirstOrThrow();
		expect(JSON.parse(entityJson)).toMatchObject({ status: 'completed' });
		// What was deleted comes back as before.
		await toWoo('order.deleted', { id: old.id });
		expect((await toWoo('order.restored', old)).events).toHaveLength(1);
	});

	it('takes no captured Shopify body under a topic that it does not fit', async () => {
		const order = payloadOf('shopify/orders-create');
		const confused: Array<[topic: string, body: unknown]> = [
			['orders/delete', order],
			['customers/delete', order],
			['products/update', order],
			['customers/create', order],
			['fulfillments/create', order],
			['orders/create', payloadOf('shopify/customers-update')],
			['orders/updated', payloadOf('shopify/fulfillments-create')],
			['customers/delete', payloadOf('shopify/customers-update')],
			['orders/create', { id: 7 }],
		];
		for (const [topic, body] of confused) {
			expect([topic, (await toShopify(topic, body)).outcome]).toEqual([topic, 'useless']);
		}
		expect(await rows()).toEqual([0, 0, 0]);
		expect(await toShopify('orders/create', order)).toMatchObject({ outcome: 'stored' });
	});

	it('takes one Shopify deletion for the deletion of one thing, whatever the headers say', async () => {
		const body = payloadOf('shopify/orders-delete');
		expect((await toShopify('orders/delete', body)).events).toHaveLength(1);
		for (const topic of ['customers/delete', 'products/delete', 'orders/delete']) {
			expect(await toShopify(topic, body)).toMatchObject({ outcome: 'repeated', events: [] });
		}
	});

	it('takes no Shopify message of another shop of the same app, and none that is days old', async () => {
		const order = payloadOf('shopify/orders-create');
		expect(
			await toShopify('orders/create', order, {
				'x-shopify-shop-domain': 'other-shop.myshopify.com',
			}),
		).toMatchObject({ status: 401, outcome: 'other_shop' });
		const sentAt = (hours: number) => ({
			'x-shopify-triggered-at': new Date(clock.now() - hours * HOUR_MS).toISOString(),
		});
		expect(await toShopify('orders/create', order, sentAt(49))).toMatchObject({
			status: 401,
			outcome: 'timestamp_stale',
		});
		expect(await rows()).toEqual([0, 0, 0]);
		// A day late is documented as possible.
		expect(await toShopify('orders/create', order, sentAt(24))).toMatchObject({
			outcome: 'stored',
		});
	});

	it('believes a Shopify topic no more than the signed body: an order is not new, paid or cancelled by a header', async () => {
		const codesOf = async (topic: string, changes: object) => {
			const body = { ...payloadOf('shopify/orders-create'), ...changes };
			const { events } = await toShopify(topic, body);
			return events[0]!.codes;
		};
		const old = { created_at: '2026-01-05T10:00:00Z', financial_status: 'pending' };
		expect(await codesOf('orders/paid', { ...old, id: 1 })).toEqual(['order_updated']);
		expect(await codesOf('orders/cancelled', { ...old, id: 2 })).toEqual(['order_updated']);
		expect(await codesOf('orders/fulfilled', { ...old, id: 3 })).toEqual(['order_updated']);
		expect(await codesOf('orders/create', { ...old, id: 4 })).toEqual(['order_updated']);
		// A body of months ago that says of itself that it was paid, sent as if it were of today.
		const replayed = { ...old, id: 5, updated_at: old.created_at, financial_status: 'paid' };
		expect(await codesOf('orders/paid', replayed)).toEqual(['order_updated']);
	});
});
