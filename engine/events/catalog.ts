import type { EntityType } from './entityType.ts';
import { uuidFor } from './uuidFor.ts';

/** One kind of change that a workflow can start on. */
export type Trigger = {
	readonly code: string;
	/** UUIDv5 of the code: the same on every installation. */
	readonly guid: string;
	readonly name: string;
	readonly description: string;
	readonly entityType: EntityType;
};

/** [code, name, description]: the only place where trigger codes are written. */
const CODES = {
	Order: [
		['order_created', 'Order Created', 'Fires when a new order is created'],
		['order_updated', 'Order Updated', 'Fires when anything about an order changes'],
		['order_status_changed', 'Order Status Changed', 'Fires when order status changes'],
		['order_paid', 'Order Paid', 'Fires when an order is paid in full'],
		['order_cancelled', 'Order Cancelled', 'Fires when an order is cancelled'],
		['order_fulfilled', 'Order Fulfilled', 'Fires when everything in an order has been shipped'],
		[
			'order_refunded',
			'Order Refunded',
			'Fires when money of an order is refunded, in part or in full',
		],
		[
			'order_edited',
			'Order Edited',
			'Fires when what was ordered is changed after the order was placed',
		],
		['order_deleted', 'Order Deleted', 'Fires when an order is deleted or moved to the trash'],
	],
	Shipment: [
		['shipment_created', 'Shipment Created', 'Fires when a new shipment is created'],
		['shipment_updated', 'Shipment Updated', 'Fires when anything about a shipment changes'],
		['shipment_status_changed', 'Shipment Status Changed', 'Fires when shipment status changes'],
		['shipment_in_transit', 'Shipment In Transit', 'Fires when the carrier has the shipment'],
		[
			'shipment_out_for_delivery',
			'Shipment Out for Delivery',
			'Fires when a shipment is on its last leg to the customer',
		],
		['shipment_delivered', 'Shipment Delivered', 'Fires when a shipment has been delivered'],
		[
			'shipment_exception',
			'Shipment Exception',
			'Fires when a shipment is delayed, fails, is returned or could not be handed over',
		],
		['shipment_cancelled', 'Shipment Cancelled', 'Fires when a shipment is cancelled'],
	],
	Customer: [
		['customer_created', 'Customer Created', 'Fires when a new customer account is created'],
		['customer_updated', 'Customer Updated', 'Fires when anything about a customer changes'],
		['customer_deleted', 'Customer Deleted', 'Fires when a customer account is deleted'],
	],
	Product: [
		['product_created', 'Product Created', 'Fires when a new product is created'],
		['product_updated', 'Product Updated', 'Fires when anything about a product changes'],
		['product_deleted', 'Product Deleted', 'Fires when a product is deleted or moved to the trash'],
		['product_out_of_stock', 'Product Out of Stock', 'Fires when a product is sold out'],
		[
			'product_back_in_stock',
			'Product Back in Stock',
			'Fires when a sold-out product is available again',
		],
	],
} as const;

export type TriggerCode = (typeof CODES)[EntityType][number][0];

/** Every trigger, in the order in which a person would look for it. */
export const CATALOG: ReadonlyArray<Trigger & { readonly code: TriggerCode }> = (
	Object.keys(CODES) as EntityType[]
).flatMap((entityType) =>
	CODES[entityType].map(([code, name, description]) => ({
		code,
		guid: uuidFor(`trigger/${code}`),
		name,
		description,
		entityType,
	})),
);

const BY_CODE = new Map(CATALOG.map((trigger) => [trigger.code as string, trigger]));

/** The trigger of a code, or `undefined` for a code that is not in the catalog. */
export function triggerOf(code: string): (typeof CATALOG)[number] | undefined {
	return BY_CODE.get(code);
}
