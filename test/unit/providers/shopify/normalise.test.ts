import { ENTITY_SCHEMAS } from '../../../../engine/events/entities.ts';
import { normalise } from '../../../../engine/providers/shopify/normalise.ts';
import { longOrder } from '../../../support/longOrder.ts';
import { payloadOf } from '../../../support/storePosts.ts';
import { processorMs } from '../../../support/processorMs.ts';

const occurredAt = '2026-11-25T07:15:21.000Z';
const observe = (topic: string, payload: unknown) =>
	normalise({ kind: 'message', topic, receiptKey: 'x', occurredAt, payload });
const observed = (topic: string, file: string, changes: object = {}) =>
	observe(topic, { ...payloadOf(`shopify/${file}`), ...changes });

describe('a Shopify order', () => {
	it('is told in canonical words, in UTC and with amounts as numbers', () => {
		const [order, ...others] = observed('orders/create', 'orders-create');
		expect(others).toEqual([]);
		expect(order).toMatchObject({
			entityType: 'Order',
			id: '5601112223334',
			kind: 'upsert',
			changedAt: '2026-11-23T20:31:08.000Z',
			clock: 'record',
			topicCodes: ['order_created'],
		});
		expect(order!.entity).toMatchObject({
			number: '#1001',
			status: 'processing',
			nativeStatus: 'paid, unfulfilled',
			paymentStatus: 'paid',
			fulfillmentStatus: 'unfulfilled',
			currency: 'EUR',
			total: 94.7,
			subtotal: 99.8,
			totalTax: 15.12,
			shippingTotal: 4.9,
			discountTotal: 10,
			refundedTotal: 0,
			createdAt: '2026-11-23T20:31:07.000Z',
			customer: { id: '7104512345678', email: 'ana@example.com', firstName: 'Ana' },
			shippingAddress: { line1: 'Hauptstr. 1', city: 'Berlin', country: 'DE', line2: null },
			lineItems: [
				{
					id: '13901112223334',
					sku: 'LS-001',
					quantity: 2,
					price: 49.9,
					total: 99.8,
					discount: 10,
				},
			],
			shippingMethod: 'DHL Paket',
			tags: ['vip', 'wholesale'],
			note: 'Please ring twice',
			attributes: { note_attributes: [{ name: 'gift_wrap', value: 'yes' }] },
		});
	});

	it('keeps an amount that cannot be as the shop told it, and leaves it out of the sums', () => {
		const money = (amount: string, currency_code: string) => ({
			shop_money: { amount, currency_code },
		});
		const [order] = observed('orders/create', 'orders-create', {
			total_tax: 'plenty',
			current_total_tax: '15.12',
			total_discounts: '-10.00',
			original_total_duties_set: money('12.00', 'XAU'),
			refunds: [
				{
					id: 1,
					transactions: [
						{ kind: 'refund', status: 'success', amount: '-7.00', currency: 'EUR' },
						{ kind: 'refund', status: 'success', amount: '3.00', currency: 'XAU' },
						{ kind: 'refund', status: 'success', amount: '2.00', currency: 'EUR' },
					],
				},
			],
		});
		expect(order!.entity).toMatchObject({
			total: 94.7,
			totalTax: null,
			discountTotal: null,
			fees: [],
			refundedTotal: 2,
			attributes: {
				amountsAsTold: {
					total_tax: 'plenty',
					total_discounts: '-10.00',
					'original_total_duties_set.shop_money.amount': '12.00 XAU',
					'refunds.0.transactions.0.amount': '-7.00',
					'refunds.0.transactions.1.amount': '3.00 XAU',
				},
			},
		});
	});

	it('names a region without its country', () => {
		const address = { country_code: 'CA', province_code: 'CA-ON', province: 'Ontario' };
		const region = (changes: object) =>
			(
				observed('orders/create', 'orders-create', {
					shipping_address: { ...address, ...changes },
				})[0]!.entity as { shippingAddress: { region: string } }
			).shippingAddress.region;
		expect(region({})).toBe('ON');
		expect(region({ province_code: 'ON' })).toBe('ON');
		expect(region({ province_code: null })).toBe('Ontario');
	});

	it('of many lines takes time in proportion to them', () => {
		const timeOf = (count: number) => {
			const order = longOrder(count, { isReturned: true });
			const times = [1, 2, 3].map(() => {
				const before = processorMs();
				observe('orders/updated', order);
				return processorMs() - before;
			});
			return Math.min(...times);
		};
		expect(timeOf(4_000)).toBeLessThan(24 * timeOf(500));
	});

	it('tells what happened from its own dates, where the topic only says "updated"', () => {
		const codes = (file: string) => observed('orders/updated', file)[0]!.topicCodes;
		expect(codes('orders-cancelled')).toEqual(['order_cancelled']);
		expect(codes('orders-updated-refund')).toEqual(['order_refunded']);
		expect(codes('orders-fulfilled')).toEqual(['order_fulfilled']);
		expect(codes('orders-create')).toEqual([]);
	});

	it('counts a refund by its payments', () => {
		const [order] = observed('orders/updated', 'orders-updated-refund');
		expect(order!.entity).toMatchObject({
			status: 'partially_refunded',
			total: 94.7,
			refundedTotal: 10,
			refunds: [{ id: '929361464', amount: 10, reason: 'scratch' }],
		});
	});

	it('counts a refund by its goods when it was paid back in another currency', () => {
		const refund = {
			id: 1,
			transactions: [{ kind: 'refund', status: 'success', amount: '11.20', currency: 'USD' }],
			refund_line_items: [{ subtotal: 8.4, total_tax: 1.6 }],
			order_adjustments: [{ kind: 'shipping_refund', amount: '-4.00', tax_amount: '-0.90' }],
		};
		const [order] = observed('orders/updated', 'orders-create', { refunds: [refund] });
		expect(order!.entity).toMatchObject({ refundedTotal: 14.9 });
	});

	it('counts no refund that failed', () => {
		const transactions = [{ kind: 'refund', status: 'failure', amount: '5.00', currency: 'EUR' }];
		const [order] = observed('orders/updated', 'orders-create', {
			refunds: [{ id: 1, transactions }],
		});
		expect(order!.entity).toMatchObject({ refundedTotal: 0 });
	});

	it('leaves out what the shop does not tell, so that what is known stays', () => {
		const [order] = observe('orders/updated', { id: 1, name: '#1' });
		expect(Object.keys(order!.entity).sort()).toEqual(['attributes', 'id', 'number']);
	});
});

describe('a Shopify shipment', () => {
	it('is the same from the order as from the message of its own', () => {
		const [own] = observed('fulfillments/create', 'fulfillments-create');
		const [, fromOrder] = observed('orders/updated', 'orders-fulfilled');
		expect(own!.topicCodes).toEqual(['shipment_created']);
		expect(fromOrder!.topicCodes).toEqual([]);
		expect({ ...fromOrder, topicCodes: null }).toEqual({ ...own, topicCodes: null });
		expect(own!.entity).toMatchObject({
			orderId: '5601112223334',
			status: 'shipped',
			carrier: 'DHL',
			trackingNumber: 'JD014600003SE',
			customer: { email: 'ana@example.com' },
			shippingAddress: { city: 'Berlin' },
		});
	});

	it("gets its status from a carrier's report, and nothing else is touched", () => {
		const [shipment] = observed('fulfillment_events/create', 'fulfillment_events-create');
		expect(shipment).toEqual({
			entityType: 'Shipment',
			id: '5101112223334',
			kind: 'upsert',
			entity: {
				id: '5101112223334',
				orderId: '5601112223334',
				status: 'out_for_delivery',
				nativeStatus: 'out_for_delivery',
				message: 'With the courier',
			},
			changedAt: '2026-11-26T07:15:00.000Z',
			clock: 'status',
			topicCodes: ['shipment_out_for_delivery', 'shipment_status_changed'],
		});
	});

	it('is delivered when the carrier says so', () => {
		const [shipment] = observed('fulfillment_events/create', 'fulfillment_events-create', {
			status: 'delivered',
		});
		expect(shipment!.entity).toMatchObject({
			status: 'delivered',
			deliveredAt: '2026-11-26T07:15:00.000Z',
		});
		expect(shipment!.topicCodes).toContain('shipment_delivered');
	});

	it('does not fall back to "pending" when Shopify writes "confirmed" for want of knowledge', () => {
		const [shipment] = observed('fulfillment_events/create', 'fulfillment_events-create', {
			status: 'confirmed',
		});
		expect(shipment!.entity).not.toHaveProperty('status');
		expect(shipment!.topicCodes).toEqual([]);
	});

	it('keeps a carrier word that is new as it is', () => {
		const [shipment] = observed('fulfillment_events/create', 'fulfillment_events-create', {
			status: 'ON_THE_MOON',
		});
		expect(shipment!.entity).toMatchObject({ status: 'unknown', nativeStatus: 'ON_THE_MOON' });
	});
});

describe('a Shopify customer and product', () => {
	it('shows a customer without the numbers that every order moves', () => {
		const [customer] = observed('customers/update', 'customers-update');
		expect(customer!.entity).toMatchObject({
			status: 'enabled',
			email: 'ana@example.com',
			shippingAddress: { city: 'Berlin' },
			tags: ['vip'],
		});
		const [later] = observed('customers/update', 'customers-update', {
			orders_count: 4,
			total_spent: '400.00',
			last_order_id: 99,
			last_order_name: '#1099',
		});
		expect(later).toEqual(customer);
	});

	it('counts the stock of a product over its variants', () => {
		const variant = { id: 1, inventory_management: 'shopify', inventory_policy: 'deny' };
		const stock = (variants: object[], more: object = {}) => {
			const { stockStatus, stockQuantity } = observe('products/update', {
				id: 1,
				variants,
				...more,
			})[0]!.entity as { stockStatus?: string; stockQuantity?: number | null };
			return [stockStatus, stockQuantity];
		};
		expect(stock([{ ...variant, inventory_quantity: 0 }])).toEqual(['out_of_stock', 0]);
		expect(stock([{ ...variant, inventory_quantity: -2 }])).toEqual(['out_of_stock', -2]);
		expect(
			stock([
				{ ...variant, inventory_quantity: 0 },
				{ ...variant, id: 2, inventory_quantity: 3 },
			]),
		).toEqual(['in_stock', 3]);
		expect(stock([{ ...variant, inventory_quantity: 0, inventory_policy: 'continue' }])).toEqual([
			'on_backorder',
			0,
		]);
		expect(stock([{ id: 1, inventory_management: null, inventory_quantity: 0 }])).toEqual([
			'in_stock',
			null,
		]);
		expect(stock([{ ...variant, inventory_quantity: 0 }], { variant_gids: [{}, {}] })).toEqual([
			'unknown',
			null,
		]);
	});

	it.each([
		['orders/delete', 'Order', 'order_deleted'],
		['customers/delete', 'Customer', 'customer_deleted'],
		['products/delete', 'Product', 'product_deleted'],
	])('%s names the id and the time of the delivery', (topic, entityType, code) => {
		expect(observe(topic, { id: 7 })).toEqual([
			{
				entityType,
				id: '7',
				kind: 'delete',
				entity: { id: '7' },
				changedAt: occurredAt,
				clock: 'record',
				topicCodes: [code],
			},
		]);
	});
});

describe('every Shopify fixture', () => {
	it.each([
		['orders/create', 'orders-create'],
		['orders/fulfilled', 'orders-fulfilled'],
		['orders/cancelled', 'orders-cancelled'],
		['orders/updated', 'orders-updated-refund'],
		['fulfillments/create', 'fulfillments-create'],
		['fulfillment_events/create', 'fulfillment_events-create'],
		['customers/update', 'customers-update'],
		['products/update', 'products-update'],
	])('%s (%s) becomes canonical entities', (topic, file) => {
		const observations = observed(topic, file);
		expect(observations.length).toBeGreaterThan(0);
		for (const { entityType, entity } of observations) {
			expect(ENTITY_SCHEMAS[entityType].safeParse(entity).error).toBeUndefined();
		}
	});
});
