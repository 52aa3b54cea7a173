import {
	customerStatusOf,
	fulfillmentStatusOf,
	orderStatusOf,
	paymentStatusOf,
	productStatusOf,
	shipmentStatusOf,
} from '../../../../engine/providers/shopify/statuses.ts';

const OPEN = { financial: 'paid', fulfillment: null, cancelled: false, closed: false };

describe('the status of a Shopify order', () => {
	it.each([
		[{ cancelled: true, financial: 'refunded' }, 'cancelled'],
		[{ financial: 'refunded', fulfillment: 'fulfilled' }, 'refunded'],
		[{ financial: 'partially_refunded', fulfillment: 'fulfilled' }, 'partially_refunded'],
		[{ financial: 'expired' }, 'failed'],
		[{ financial: 'voided' }, 'failed'],
		[{ fulfillment: 'fulfilled', closed: true }, 'completed'],
		[{ fulfillment: 'fulfilled' }, 'fulfilled'],
		[{ fulfillment: 'partial' }, 'partially_fulfilled'],
		[{ fulfillment: 'PARTIALLY_FULFILLED' }, 'partially_fulfilled'],
		[{ fulfillment: 'ON_HOLD' }, 'on_hold'],
		[{ financial: 'paid' }, 'processing'],
		[{ financial: 'paid', fulfillment: 'IN_PROGRESS' }, 'processing'],
		[{ financial: 'partially_paid' }, 'processing'],
		[{ financial: 'pending' }, 'pending_payment'],
		[{ financial: 'authorized' }, 'pending_payment'],
		[{ financial: 'a_new_word' }, 'unknown'],
		[{ financial: null }, 'unknown'],
		[{ financial: 'constructor' }, 'unknown'],
	])('%j: %s', (axes, status) => {
		expect(orderStatusOf({ ...OPEN, ...axes })).toBe(status);
	});

	it.each([
		['pending', 'pending'],
		['authorized', 'authorized'],
		['partially_paid', 'partially_paid'],
		['paid', 'paid'],
		['PAID', 'paid'],
		['partially_refunded', 'partially_refunded'],
		['refunded', 'refunded'],
		['voided', 'voided'],
		['expired', 'failed'],
		['something', 'unknown'],
		[null, 'unknown'],
	])('payment %s: %s', (word, status) => {
		expect(paymentStatusOf(word)).toBe(status);
	});

	it.each([
		[null, 'unfulfilled'],
		['partial', 'partially_fulfilled'],
		['fulfilled', 'fulfilled'],
		['restocked', 'unfulfilled'],
		['UNFULFILLED', 'unfulfilled'],
		['IN_PROGRESS', 'unfulfilled'],
		['ON_HOLD', 'on_hold'],
		['SCHEDULED', 'unfulfilled'],
		['REQUEST_DECLINED', 'unfulfilled'],
		['FULFILLMENT_NOT_REQUIRED', 'unfulfilled'],
		['OPEN', 'unfulfilled'],
		['PENDING_FULFILLMENT', 'unfulfilled'],
		['something', 'unknown'],
	])('fulfillment %s: %s', (word, status) => {
		expect(fulfillmentStatusOf(word)).toBe(status);
	});
});

describe('the status of a Shopify shipment', () => {
	it.each([
		['pending', null, 'pending'],
		['open', null, 'pending'],
		['success', null, 'shipped'],
		['cancelled', null, 'cancelled'],
		['error', null, 'failed'],
		['failure', null, 'failed'],
		['cancelled', 'in_transit', 'cancelled'],
		['success', 'confirmed', 'shipped'],
		['something', null, 'unknown'],
		[null, 'confirmed', 'pending'],
		[null, 'label_voided', 'pending'],
		[null, 'label_purchased', 'label_created'],
		[null, 'label_printed', 'label_created'],
		[null, 'carrier_picked_up', 'in_transit'],
		['success', 'in_transit', 'in_transit'],
		[null, 'ready_for_pickup', 'ready_for_pickup'],
		[null, 'ready_for_recipient_pickup', 'ready_for_pickup'],
		[null, 'out_for_delivery', 'out_for_delivery'],
		[null, 'OUT_FOR_DELIVERY', 'out_for_delivery'],
		[null, 'delivered', 'delivered'],
		[null, 'picked_up', 'delivered'],
		[null, 'attempted_delivery', 'attempted'],
		[null, 'not_delivered', 'attempted'],
		[null, 'buyer_action_required', 'attempted'],
		[null, 'delayed', 'delayed'],
		[null, 'failure', 'failed'],
		[null, 'returning_to_sender', 'returned'],
		[null, 'CANCELED', 'cancelled'],
		[null, 'MARKED_AS_FULFILLED', 'shipped'],
		[null, 'a_new_word', 'unknown'],
		['success', 'toString', 'unknown'],
	])('fulfillment %s, carrier %s: %s', (fulfillment, event, status) => {
		expect(shipmentStatusOf(fulfillment, event)).toBe(status);
	});
});

describe('other statuses of Shopify', () => {
	it.each([
		['enabled', 'enabled'],
		['invited', 'invited'],
		['disabled', 'disabled'],
		['declined', 'declined'],
		['merged', 'unknown'],
		[null, 'unknown'],
	])('customer %s: %s', (word, status) => {
		expect(customerStatusOf(word)).toBe(status);
	});

	it.each([
		['active', 'active'],
		['draft', 'draft'],
		['archived', 'archived'],
		['unlisted', 'hidden'],
		['something', 'unknown'],
	])('product %s: %s', (word, status) => {
		expect(productStatusOf(word)).toBe(status);
	});
});
