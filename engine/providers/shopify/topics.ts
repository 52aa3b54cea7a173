import type { TriggerCode } from '../../events/catalog.ts';
import type { EntityType } from '../../events/entityType.ts';
import type { StorePost } from '../provider.ts';

/** What a topic is about, and what it says has happened. */
export type Topic = {
	readonly about:
		| 'order'
		| 'fulfillment'
		| 'fulfillmentEvent'
		| 'customer'
		| 'product'
		| 'deletion';
	readonly entityType: EntityType;
	readonly codes: readonly TriggerCode[];
};

/**
 * The topics that are understood. Left out on purpose:
 * - `refunds/create` tells neither the order's totals nor its status; `orders/updated` brings the same
 *   refund with all of them.
 * - `orders/edited` is a list of differences; `orders/updated` follows it.
 * - `inventory_levels/update` names no product; `products/update` brings the stock of its variants.
 *
 * @see https://shopify.dev/docs/api/webhooks
 */
export const TOPICS: ReadonlyMap<string, Topic> = new Map<string, Topic>([
	['orders/create', { about: 'order', entityType: 'Order', codes: ['order_created'] }],
	['orders/updated', { about: 'order', entityType: 'Order', codes: [] }],
	['orders/paid', { about: 'order', entityType: 'Order', codes: ['order_paid'] }],
	['orders/cancelled', { about: 'order', entityType: 'Order', codes: ['order_cancelled'] }],
	['orders/fulfilled', { about: 'order', entityType: 'Order', codes: ['order_fulfilled'] }],
	['orders/partially_fulfilled', { about: 'order', entityType: 'Order', codes: [] }],
	['orders/delete', { about: 'deletion', entityType: 'Order', codes: ['order_deleted'] }],
	[
		'fulfillments/create',
		{ about: 'fulfillment', entityType: 'Shipment', codes: ['shipment_created'] },
	],
	['fulfillments/update', { about: 'fulfillment', entityType: 'Shipment', codes: [] }],
	['fulfillment_events/create', { about: 'fulfillmentEvent', entityType: 'Shipment', codes: [] }],
	['customers/create', { about: 'customer', entityType: 'Customer', codes: ['customer_created'] }],
	['customers/update', { about: 'customer', entityType: 'Customer', codes: [] }],
	['customers/enable', { about: 'customer', entityType: 'Customer', codes: [] }],
	['customers/disable', { about: 'customer', entityType: 'Customer', codes: [] }],
	['customers/delete', { about: 'deletion', entityType: 'Customer', codes: ['customer_deleted'] }],
	['products/create', { about: 'product', entityType: 'Product', codes: ['product_created'] }],
	['products/update', { about: 'product', entityType: 'Product', codes: [] }],
	['products/delete', { about: 'deletion', entityType: 'Product', codes: ['product_deleted'] }],
]);

/** `orders/create` as the GraphQL enum `WebhookSubscriptionTopic` has it: `ORDERS_CREATE`. */
export function graphqlTopic(topic: string): string {
	return topic.replace('/', '_').toUpperCase();
}

/**
 * A header of a delivery. Webhooks write `X-Shopify-Topic`, the newer Events `Shopify-Topic`.
 *
 * @param name without either prefix, in lower case
 */
export function shopifyHeader({ headers }: StorePost, name: string): string | undefined {
	return headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`];
}
