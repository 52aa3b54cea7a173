import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG, type TriggerCode } from '../../../engine/events/catalog.ts';
import { sampleEntity } from '../../../engine/events/sampleEntity.ts';
import { chosenTemplate } from '../../../engine/messages/chosenTemplate.ts';
import { templatesFor } from '../../../engine/templates/fittingTemplate.ts';
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

/** What docs/email-templates.md promises: by template, the names of the events that it is for. */
function promised(): ReadonlyMap<string, string> {
	const docs = readFileSync(join(__dirname, '../../../docs/email-templates.md'), 'utf8');
	const rows = [...docs.matchAll(/^\| [^|]+\| `(\w+)` +\| ([^|]+?) +\|$/gm)];
	return new Map(
		rows.flatMap(([, template, events]) =>
			events!.split(', ').map((event) => [event, template!] as const),
		),
	);
}

describe('"Fitting the Event" is the template of what has happened', () => {
	const table = promised();
	// The sample of it is complete, as what was picked up is: see below.
	const others = CATALOG.filter(({ code }) => code !== 'order_fulfilled');

	it.each(others.map(({ code, name, entityType }) => [name, code, entityType] as const))(
		'%s: as the docs say, and one that can be about such an entity',
		(name, code, entityType) => {
			const isTold = entityType === 'Order' || entityType === 'Shipment';
			const template =
				table.get(name) ?? (isTold && code !== 'order_deleted' ? 'order_status_update' : null);
			if (template === null) {
				return expect(() => chosenTemplate(itemOf(code), 'fitting')).toThrow(
					new RegExp(
						`^Template: there is no built-in text for the event "${name}", which is about .*"Custom"`,
					),
				);
			}
			expect(chosenTemplate(itemOf(code), 'fitting')).toBe(template);
			expect(templatesFor(entityType)).toContain(template);
		},
	);

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
