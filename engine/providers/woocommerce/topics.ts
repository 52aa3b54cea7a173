import type { TriggerCode } from '../../events/catalog.ts';

/** What a topic is about, and what it says has happened. */
export type Topic = {
	readonly about: 'order' | 'customer' | 'product';
	readonly kind: 'upsert' | 'restore' | 'delete';
	readonly codes: readonly TriggerCode[];
	/** False for one that older versions refuse; the others bring the same. */
	readonly isRegistered: boolean;
};

const registered = (
	about: Topic['about'],
	kind: Topic['kind'],
	...codes: readonly TriggerCode[]
): Topic => ({ about, kind, codes, isRegistered: true });

/** @see woocommerce/woocommerce `includes/wc-webhook-functions.php` and `includes/class-wc-webhook.php` */
export const TOPICS: ReadonlyMap<string, Topic> = new Map<string, Topic>([
	['order.created', registered('order', 'upsert', 'order_created')],
	['order.updated', registered('order', 'upsert')],
	['order.deleted', registered('order', 'delete', 'order_deleted')],
	['order.restored', registered('order', 'restore')],
	['customer.created', registered('customer', 'upsert', 'customer_created')],
	['customer.updated', registered('customer', 'upsert')],
	['customer.deleted', registered('customer', 'delete', 'customer_deleted')],
	['product.created', registered('product', 'upsert', 'product_created')],
	['product.updated', registered('product', 'upsert')],
	['product.deleted', registered('product', 'delete', 'product_deleted')],
	['product.restored', registered('product', 'restore')],
	['product.published', { about: 'product', kind: 'upsert', codes: [], isRegistered: false }],
]);

/** The topics that a store is asked to send. */
export const REGISTERED_TOPICS: readonly string[] = [...TOPICS]
	.filter(([, { isRegistered }]) => isRegistered)
	.map(([topic]) => topic);
