import { triggerOf, type TriggerCode } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import { fields, text, type Fields } from './itemFields.ts';
import type { TemplateName } from './templateNames.ts';

/** The template of each event; `null` where no built-in one makes sense. */
const OF_CODES: Readonly<Record<TriggerCode, TemplateName | null>> = {
	order_created: 'order_confirmation',
	order_updated: 'order_status_update',
	order_status_changed: 'order_status_update',
	order_paid: 'order_confirmation',
	order_cancelled: 'order_status_update',
	order_fulfilled: 'shipping_confirmation',
	order_refunded: 'refund_confirmation',
	order_edited: 'order_status_update',
	order_deleted: null,
	// See `OF_NEW_SHIPMENTS`.
	shipment_created: 'order_status_update',
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

/** The templates that can be about an entity. Shops without a carrier tell of the delivery by the order. */
const OF_ENTITIES: Readonly<Record<EntityType, readonly TemplateName[]>> = {
	Order: [
		'order_confirmation',
		'order_status_update',
		'shipping_confirmation',
		'out_for_delivery',
		'delivery_confirmation',
		'refund_confirmation',
	],
	Shipment: [
		'order_status_update',
		'shipping_confirmation',
		'out_for_delivery',
		'delivery_confirmation',
	],
	Customer: ['welcome'],
	Product: [],
};

const TRIGGER_CODES = Object.keys(OF_CODES) as TriggerCode[];

/** What fits a shipment when it is first heard of: "has been shipped" is not true of all. */
const OF_NEW_SHIPMENTS: Readonly<Partial<Record<string, TemplateName>>> = {
	shipped: 'shipping_confirmation',
	in_transit: 'shipping_confirmation',
	out_for_delivery: 'out_for_delivery',
	delivered: 'delivery_confirmation',
};

/**
 * The built-in template that fits an item's event.
 *
 * @param item as a trigger emits it
 * @returns `null` where none does, or the item is about no event
 */
export function fittingTemplate({ event, order, shipment }: Fields): TemplateName | null {
	const code = triggerOf(text(fields(event)?.code) ?? '')?.code;
	if (code === undefined) return null;
	if (code === 'order_fulfilled' && !isShipped(fields(order))) return 'order_status_update';
	const status = text(fields(shipment)?.status) ?? '';
	return (code === 'shipment_created' && OF_NEW_SHIPMENTS[status]) || OF_CODES[code];
}

/** A download, or what was picked up or bought in the shop, is complete without having been shipped. */
function isShipped(order: Fields | null): boolean {
	const isGoods = order?.shippingAddress !== null || order.shippingMethod !== null;
	return isGoods && text(order?.status) === 'fulfilled';
}

/** The templates that can be about an entity of a type. */
export const templatesFor = (entityType: EntityType): readonly TemplateName[] =>
	OF_ENTITIES[entityType];

/** The events that a template is the usual one of. */
export const usualCodesOf = (name: TemplateName): readonly TriggerCode[] =>
	TRIGGER_CODES.filter((code) => OF_CODES[code] === name);
