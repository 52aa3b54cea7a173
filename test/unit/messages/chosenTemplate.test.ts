import { CATALOG, type TriggerCode } from '../../../engine/events/catalog.ts';
import { sampleEntity } from '../../../engine/events/sampleEntity.ts';
import { chosenTemplate } from '../../../engine/messages/chosenTemplate.ts';
import { SAMPLE_ITEMS } from '../../support/emailItems.ts';

/** An item as a trigger emits it for a test. */
function itemOf(code: TriggerCode, more: object = {}): Record<string, unknown> {
	const { entityType } = CATALOG.find((trigger) => trigger.code === code)!;
	const { entity, customer } = sampleEntity(entityType, code, 0);
	return {
		event: { code, codes: [code], entityType },
		[entityType.toLowerCase()]: { ...entity, ...more },
		...(entityType !== 'Customer' && { customer }),
	};
}

const FITTING: Readonly<Record<TriggerCode, string | null>> = {
	order_created: 'order_confirmation',
	order_updated: 'order_status_update',
	order_status_changed: 'order_status_update',
	order_paid: 'order_confirmation',
	order_cancelled: 'order_status_update',
	// The sample is complete, which what was picked up is, too.
	order_fulfilled: 'order_status_update',
	order_refunded: 'refund_confirmation',
	order_edited: 'order_status_update',
	order_deleted: null,
	shipment_created: 'shipping_confirmation',
	shipment_updated: 'order_status_update',
	shipment_status_changed: 'order_status_update',
	shipment_in_transit: 'shipping_confirmation',
	shipment_out_for_delivery: 'out_for_delivery',
	shipment_delivered: 'delivery_confirmation',
	shipment_exception: 'order_status_update',
	shipment_cancelled: 'order_status_update',
	customer_created: 'welcome',
	customer_updated: null,
	customer_deleted: null,
	product_created: null,
	product_updated: null,
	product_deleted: null,
	product_out_of_stock: null,
	product_back_in_stock: null,
};

describe('"Fitting the Event" is the template of what has happened', () => {
	it.each(CATALOG.map(({ code, name }) => [code, name] as const))('%s', (code, name) => {
		const fitting = FITTING[code];
		if (fitting !== null) return expect(chosenTemplate(itemOf(code), 'fitting')).toBe(fitting);
		expect(() => chosenTemplate(itemOf(code), 'fitting')).toThrow(
			new RegExp(
				`^Template: there is no built-in text for the event "${name}", which is about .*"Custom"`,
			),
		);
	});

	it('says of nothing that it was shipped which was not', () => {
		const download = { shippingAddress: null, shippingMethod: null };
		expect(chosenTemplate(itemOf('order_fulfilled', download), 'fitting')).toBe(
			'order_status_update',
		);
		expect(chosenTemplate(itemOf('order_fulfilled', { status: 'completed' }), 'fitting')).toBe(
			'order_status_update',
		);
		expect(chosenTemplate(itemOf('order_fulfilled', { status: 'fulfilled' }), 'fitting')).toBe(
			'shipping_confirmation',
		);
	});

	it.each([
		['label_created', 'order_status_update'],
		['shipped', 'shipping_confirmation'],
		['in_transit', 'shipping_confirmation'],
		['ready_for_pickup', 'order_status_update'],
		['out_for_delivery', 'out_for_delivery'],
		['delivered', 'delivery_confirmation'],
		['returned', 'order_status_update'],
		['cancelled', 'order_status_update'],
		['unknown', 'order_status_update'],
	])('says of a new shipment that is %s what is true: %s', (status, template) => {
		expect(chosenTemplate(itemOf('shipment_created', { status }), 'fitting')).toBe(template);
	});

	it('is refused for an item that comes from no trigger, with what to do', () => {
		expect(() => chosenTemplate({ order: { id: '1' } }, 'fitting')).toThrow(
			/^Template: "Fitting the Event" has to know the event, and this item comes from no trigger/,
		);
	});
});

describe('a template that makes no sense for what an event is about is refused', () => {
	it.each([
		[
			'welcome',
			'shipment',
			'Template: "Welcome" does not fit the event "Shipment Delivered", which is about a shipment. Choose "Fitting the Event", "Order Status Update", "Shipping Confirmation", "Out for Delivery", "Delivery Confirmation" or "Custom".',
		],
		[
			'order_confirmation',
			'customer',
			'Template: "Order Confirmation" does not fit the event "Customer Created", which is about a customer account. Choose "Fitting the Event", "Welcome" or "Custom".',
		],
		[
			'order_confirmation',
			'product',
			'Template: "Order Confirmation" does not fit the event "Product Back in Stock", which is about a product. Choose "Custom", and write a subject and a text.',
		],
	] as const)('%s about a %s', (template, kind, message) => {
		expect(() => chosenTemplate(SAMPLE_ITEMS[kind], template)).toThrow(message);
	});

	it('but not one for what a node in between has added, nor for an item of no known kind', () => {
		const { shipment, order } = SAMPLE_ITEMS;
		const both = { ...shipment, order: order.order };
		expect(chosenTemplate(both, 'order_confirmation')).toBe('order_confirmation');
		expect(chosenTemplate({ customer: order.customer }, 'welcome')).toBe('welcome');
		expect(chosenTemplate(SAMPLE_ITEMS.product, 'custom')).toBe('custom');
	});
});
