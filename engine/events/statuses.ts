/** What an order's status can be, in the words of this package. The store's own word is kept beside it. */
export const ORDER_STATUSES = [
	'draft',
	'pending_payment',
	'on_hold',
	'processing',
	'partially_fulfilled',
	'ready_for_pickup',
	'fulfilled',
	'completed',
	'partially_refunded',
	'refunded',
	'cancelled',
	'failed',
	'unknown',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const PAYMENT_STATUSES = [
	'pending',
	'authorized',
	'partially_paid',
	'paid',
	'partially_refunded',
	'refunded',
	'voided',
	'failed',
	'unknown',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const FULFILLMENT_STATUSES = [
	'unfulfilled',
	'partially_fulfilled',
	'fulfilled',
	'on_hold',
	'unknown',
] as const;
export type FulfillmentStatus = (typeof FULFILLMENT_STATUSES)[number];

export const SHIPMENT_STATUSES = [
	'pending',
	'label_created',
	'shipped',
	'in_transit',
	'ready_for_pickup',
	'out_for_delivery',
	'delivered',
	'attempted',
	'delayed',
	'failed',
	'returned',
	'cancelled',
	'unknown',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

export const CUSTOMER_STATUSES = ['enabled', 'invited', 'disabled', 'declined', 'unknown'] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

export const PRODUCT_STATUSES = ['active', 'draft', 'archived', 'hidden', 'unknown'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const STOCK_STATUSES = ['in_stock', 'out_of_stock', 'on_backorder', 'unknown'] as const;
export type StockStatus = (typeof STOCK_STATUSES)[number];
