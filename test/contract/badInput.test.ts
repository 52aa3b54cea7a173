import type { Entities } from '../../engine/events/entities.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';

type Slug = 'generic' | 'shopify' | 'woocommerce';
type Changes = Readonly<Record<string, unknown>>;

const AT = '2026-03-01T12:00:00';

/** The same good order as each kind of store tells it: two cups for 10 each, and the way for 5. */
const GOOD: Readonly<Record<Slug, Changes>> = {
	generic: {
		...{ id: '1', number: '#1', currency: 'EUR', taxesIncluded: true, total: 25 },
		...{ shippingTotal: 5, createdAt: `${AT}Z`, updatedAt: `${AT}Z` },
		lineItems: [{ id: 'a', name: 'Cup', quantity: 2, price: 10, total: 20 }],
	},
	shopify: {
		...{ id: 1, name: '#1', currency: 'EUR', presentment_currency: 'EUR', taxes_included: true },
		...{ total_price: '25.00', current_total_price: '25.00', total_tax: '0.00' },
		...{ financial_status: 'paid', created_at: `${AT}Z`, updated_at: `${AT}Z` },
		line_items: [{ id: 1, name: 'Cup', quantity: 2, current_quantity: 2, price: '10.00' }],
		shipping_lines: [{ title: 'Post', price: '5.00' }],
		refunds: [],
	},
	woocommerce: {
		...{ id: 1, number: '1', currency: 'EUR', prices_include_tax: true, total: '25.00' },
		...{ total_tax: '0.00', shipping_total: '5.00', shipping_tax: '0.00', status: 'processing' },
		...{ date_created_gmt: AT, date_modified_gmt: AT, date_paid_gmt: AT },
		line_items: [
			{ id: 1, name: 'Cup', quantity: 2, subtotal: '20.00', total: '20.00', total_tax: '0.00' },
		],
		...{ fee_lines: [], coupon_lines: [], refunds: [], meta_data: [] },
	},
};

type Row = readonly [
	slug: Slug,
	what: string,
	changes: Changes,
	asTold: Changes,
	left: Partial<Entities['Order']>,
];

const refundOf = (amount: string, currency: string) => [
	{ id: 9, transactions: [{ kind: 'refund', status: 'success', amount, currency }] },
];

const TABLE: readonly Row[] = [
	['generic', 'no number', { total: 'much' }, { total: 'much' }, { total: null }],
	['generic', 'below zero', { shippingTotal: -5 }, { shippingTotal: -5 }, { shippingTotal: null }],
	[
		'generic',
		'another currency',
		{ refunds: [{ id: 'r', amount: 7, currency: 'USD' }], refundedTotal: 0 },
		{ 'refunds.0.amount': '7 USD' },
		{ refundedTotal: 0 },
	],
	[
		'shopify',
		'no number',
		{ total_price: 'much', current_total_price: 'much' },
		{ total_price: 'much', current_total_price: 'much' },
		{ total: null },
	],
	['shopify', 'below zero', { total_tax: '-3.00' }, { total_tax: '-3.00' }, { totalTax: null }],
	[
		'shopify',
		'another currency',
		{ refunds: refundOf('7.00', 'USD') },
		{ 'refunds.0.transactions.0.amount': '7.00 USD' },
		{ refundedTotal: 0 },
	],
	['woocommerce', 'no number', { total: 'much' }, { total: 'much' }, { total: null }],
	[
		'woocommerce',
		'below zero',
		{ shipping_total: '-5.00' },
		{ shipping_total: '-5.00' },
		{ shippingTotal: null },
	],
	[
		'woocommerce',
		'no number in a list that PHP sent as an object',
		{ line_items: { 1: { id: 1, name: 'Cup', quantity: '-2', subtotal: [], total: 'x' } } },
		{ 'line_items.0.quantity': '-2', 'line_items.0.subtotal': [], 'line_items.0.total': 'x' },
		{ total: 25, subtotal: null },
	],
	[
		'woocommerce',
		'another currency',
		{ refunds: [{ id: 9, total: '-7.00', currency: 'USD' }] },
		{ 'refunds.0.total': '-7.00 USD' },
		{ refundedTotal: 0 },
	],
];

eachDialect('a number of an order that cannot be costs no event', (database) => {
	const tell = async (slug: Slug, changes: Changes) => {
		const state = await database().open();
		const at = Date.parse(`${AT}Z`);
		const integration = { ...INTEGRATION, provider: slug };
		await saveIntegration(state, integration, at - 1_000);
		const warnings: string[] = [];
		const warn = (message: string) => void warnings.push(message);
		const order = { ...GOOD[slug], ...changes };
		const [headers, body] = MESSAGES[slug](order);
		const answer = await receive(
			testInbox(state, testClock(at + 2_000), { warn }),
			{
				integration,
				provider: { ...providerOf(slug)!, verify: () => ({ valid: true }) },
				credentials: { storeUrl: integration.storeUrl },
			},
			{ headers, body: Buffer.from(JSON.stringify(body)), receivedAt: new Date(at + 2_000) },
		);
		const [store] = await state.db.selectFrom('integration').selectAll().execute();
		return {
			answer,
			order: answer.events[0]?.entity as Entities['Order'],
			store: store!,
			warnings,
		};
	};

	it.each(TABLE)(
		'%s, %s: it is kept as the shop told it, left out of sums, and said in health',
		async (slug, _what, changes, asTold, left) => {
			const { answer, order, store, warnings } = await tell(slug, changes);
			expect(answer.status).toBe(200);
			expect(order.attributes.amountsAsTold).toEqual(asTold);
			expect(order).toMatchObject(left);
			expect(store).toMatchObject({ oddOrders: 1, lastOddOrder: order.number });
			expect(warnings).toHaveLength(1);
		},
	);

	it.each(Object.keys(GOOD) as Slug[])(
		'%s: an order whose numbers can be has no word about them',
		async (slug) => {
			const { order, store } = await tell(slug, {});
			expect(order).toMatchObject({ total: 25, subtotal: 20, roundingDifference: 0 });
			expect(order.attributes).not.toHaveProperty('amountsAsTold');
			expect(store.oddOrders).toBe(0);
		},
	);
});

type Post = readonly [headers: Record<string, string>, body: unknown];

const MESSAGES: Readonly<Record<Slug, (order: Changes) => Post>> = {
	generic: (data) => [
		{ 'webhook-id': 'm1', 'webhook-timestamp': String(Date.parse(`${AT}Z`) / 1_000) },
		{ type: 'order.created', timestamp: `${AT}Z`, data },
	],
	shopify: (order) => [
		{
			'x-shopify-topic': 'orders/create',
			'x-shopify-event-id': 'e1',
			'x-shopify-webhook-id': 'w1',
			'x-shopify-shop-domain': new URL(INTEGRATION.storeUrl).host,
			'x-shopify-triggered-at': `${AT}Z`,
		},
		order,
	],
	woocommerce: (order) => [
		{
			'x-wc-webhook-topic': 'order.created',
			'x-wc-webhook-id': '1',
			'x-wc-webhook-delivery-id': 'd1',
		},
		order,
	],
};
