import { normaliseOrder } from '../../../../engine/providers/woocommerce/normaliseOrder.ts';
import {
	fulfillmentStatusOf,
	orderStatusOf,
	paymentStatusOf,
	productStatusOf,
	stockStatusOf,
} from '../../../../engine/providers/woocommerce/statuses.ts';

describe('the status of a WooCommerce order', () => {
	it.each([
		['pending', 'pending_payment'],
		['on-hold', 'on_hold'],
		['processing', 'processing'],
		['ready-for-pickup', 'ready_for_pickup'],
		['completed', 'completed'],
		['cancelled', 'cancelled'],
		['refunded', 'refunded'],
		['failed', 'failed'],
		['checkout-draft', 'draft'],
		['auto-draft', 'draft'],
		['draft', 'draft'],
		['delivered-by-plugin', 'unknown'],
		['constructor', 'unknown'],
		[null, 'unknown'],
	])('%s: %s', (word, status) => {
		expect(orderStatusOf(word)).toBe(status);
	});

	it('has the same status with and without the wc- that WooCommerce keeps in front of its words', () => {
		for (const [status, native, canonical] of [
			['wc-processing', 'processing', 'processing'],
			['wc-shipped', 'shipped', 'fulfilled'],
			['wc-at-workshop', 'at-workshop', 'unknown'],
			['at-workshop', 'at-workshop', 'unknown'],
		] as const) {
			const [order] = normaliseOrder({ id: 1, status }, [], false);
			expect(order!.entity).toMatchObject({ nativeStatus: native, status: canonical });
		}
		expect(normaliseOrder({ id: 1, status: 'wc-checkout-draft' }, [], false)).toEqual([]);
	});

	it.each([
		[{ status: 'pending' }, 'pending'],
		[{ status: 'on-hold' }, 'pending'],
		[{ status: 'processing' }, 'pending'],
		[{ status: 'processing', paidAt: 'x' }, 'paid'],
		[{ status: 'completed', paidAt: 'x' }, 'paid'],
		[{ status: 'completed', paidAt: 'x', refunded: 10 }, 'partially_refunded'],
		[{ status: 'completed', paidAt: 'x', refunded: 100 }, 'refunded'],
		[{ status: 'refunded', paidAt: 'x' }, 'refunded'],
		[{ status: 'failed' }, 'failed'],
		[{ status: 'cancelled' }, 'voided'],
		[{ status: 'cancelled', paidAt: 'x' }, 'paid'],
		[{ status: 'a-plugin-status' }, 'unknown'],
	])('payment of %j: %s', (order, status) => {
		expect(paymentStatusOf({ paidAt: null, total: 100, refunded: 0, ...order })).toBe(status);
	});

	it.each([
		['completed', null, 'fulfilled'],
		['refunded', 'x', 'fulfilled'],
		['refunded', null, 'unfulfilled'],
		['processing', 'x', 'unfulfilled'],
		['a-plugin-status', null, 'unknown'],
	])('fulfillment of %s, completed at %s: %s', (word, completedAt, status) => {
		expect(fulfillmentStatusOf(word, completedAt)).toBe(status);
	});
});

describe('the statuses of a WooCommerce product', () => {
	it.each([
		['publish', 'active'],
		['draft', 'draft'],
		['pending', 'draft'],
		['future', 'draft'],
		['private', 'hidden'],
		['trash', 'archived'],
		['something', 'unknown'],
	])('%s: %s', (word, status) => {
		expect(productStatusOf(word)).toBe(status);
	});

	it.each([
		['instock', 'in_stock'],
		['outofstock', 'out_of_stock'],
		['onbackorder', 'on_backorder'],
		['something', 'unknown'],
	])('stock %s: %s', (word, status) => {
		expect(stockStatusOf(word)).toBe(status);
	});
});
