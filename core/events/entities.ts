import { z } from 'zod/v4';
import {
	CUSTOMER_STATUSES,
	FULFILLMENT_STATUSES,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	PRODUCT_STATUSES,
	SHIPMENT_STATUSES,
	STOCK_STATUSES,
} from './statuses.ts';

const text = () => z.string().nullable().default(null);
/** ISO 8601 in UTC, with milliseconds: `2026-11-23T20:31:07.000Z`. */
const time = () => z.iso.datetime().nullable().default(null);
/** An amount of money in the entity's currency, or a count. */
const number = () => z.number().finite().nullable().default(null);
const list = <T extends z.ZodType>(of: T) => z.array(of).default(() => []);

export const addressSchema = z.object({
	firstName: text(),
	lastName: text(),
	company: text(),
	line1: text(),
	line2: text(),
	city: text(),
	region: text(),
	postalCode: text(),
	/** ISO 3166-1 alpha-2 where the store has it: `DE`. */
	country: text(),
	phone: text(),
});

/** A person as other entities and events refer to one. `id` is null for a guest. */
export const personSchema = z.object({
	id: text(),
	email: text(),
	firstName: text(),
	lastName: text(),
	phone: text(),
});

const lineItemSchema = z.object({
	id: text(),
	productId: text(),
	variantId: text(),
	sku: text(),
	name: text(),
	quantity: number(),
	/** Of one piece. */
	price: number(),
	total: number(),
});

const refundSchema = z.object({ id: z.string(), amount: number(), reason: text() });

/** An order as every workflow sees it, whatever the store. Each field is present; `null` is "not known". */
export const orderSchema = z.object({
	id: z.string(),
	/** What the customer knows the order by: `#1001`. */
	number: text(),
	status: z.enum(ORDER_STATUSES).default('unknown'),
	/** The store's own word or words for `status`. */
	nativeStatus: text(),
	paymentStatus: z.enum(PAYMENT_STATUSES).default('unknown'),
	fulfillmentStatus: z.enum(FULFILLMENT_STATUSES).default('unknown'),
	/** ISO 4217. */
	currency: text(),
	total: number(),
	subtotal: number(),
	totalTax: number(),
	shippingTotal: number(),
	discountTotal: number(),
	refundedTotal: number(),
	createdAt: time(),
	updatedAt: time(),
	paidAt: time(),
	completedAt: time(),
	cancelledAt: time(),
	cancelReason: text(),
	customer: personSchema.nullable().default(null),
	billingAddress: addressSchema.nullable().default(null),
	shippingAddress: addressSchema.nullable().default(null),
	lineItems: list(lineItemSchema),
	refunds: list(refundSchema),
	paymentMethod: text(),
	transactionId: text(),
	shippingMethod: text(),
	note: text(),
	tags: list(z.string()),
	/** Where the customer can look at the order. */
	url: text(),
	/** Whatever else the store keeps with the order, by the store's own names. */
	attributes: z.record(z.string(), z.unknown()).default(() => ({})),
});
export type Order = z.infer<typeof orderSchema>;

export const shipmentSchema = z.object({
	id: z.string(),
	orderId: text(),
	/** Filled from the order when the store's message has none. */
	orderNumber: text(),
	status: z.enum(SHIPMENT_STATUSES).default('unknown'),
	nativeStatus: text(),
	carrier: text(),
	service: text(),
	trackingNumber: text(),
	trackingUrl: text(),
	createdAt: time(),
	updatedAt: time(),
	shippedAt: time(),
	estimatedDeliveryAt: time(),
	deliveredAt: time(),
	/** What the carrier last said. */
	message: text(),
	customer: personSchema.nullable().default(null),
	shippingAddress: addressSchema.nullable().default(null),
	lineItems: list(lineItemSchema),
});
export type Shipment = z.infer<typeof shipmentSchema>;

export const customerSchema = z.object({
	id: z.string(),
	status: z.enum(CUSTOMER_STATUSES).default('unknown'),
	nativeStatus: text(),
	email: text(),
	firstName: text(),
	lastName: text(),
	phone: text(),
	createdAt: time(),
	updatedAt: time(),
	billingAddress: addressSchema.nullable().default(null),
	shippingAddress: addressSchema.nullable().default(null),
	tags: list(z.string()),
	note: text(),
	attributes: z.record(z.string(), z.unknown()).default(() => ({})),
});
export type Customer = z.infer<typeof customerSchema>;

const variantSchema = z.object({
	id: z.string(),
	sku: text(),
	name: text(),
	price: number(),
	stockQuantity: number(),
});

export const productSchema = z.object({
	id: z.string(),
	/** Set when the product is a variant that the store reports on its own. */
	parentId: text(),
	name: text(),
	sku: text(),
	status: z.enum(PRODUCT_STATUSES).default('unknown'),
	nativeStatus: text(),
	price: number(),
	regularPrice: number(),
	/** ISO 4217. */
	currency: text(),
	stockStatus: z.enum(STOCK_STATUSES).default('unknown'),
	/** `null` where the store does not count. */
	stockQuantity: number(),
	vendor: text(),
	url: text(),
	imageUrl: text(),
	createdAt: time(),
	updatedAt: time(),
	variants: list(variantSchema),
	tags: list(z.string()),
	attributes: z.record(z.string(), z.unknown()).default(() => ({})),
});
export type Product = z.infer<typeof productSchema>;

export type Person = z.infer<typeof personSchema>;
export type Address = z.infer<typeof addressSchema>;

/** The canonical form of each entity type. */
export type Entities = { Order: Order; Shipment: Shipment; Customer: Customer; Product: Product };
export type Entity = Entities[keyof Entities];

export const ENTITY_SCHEMAS = {
	Order: orderSchema,
	Shipment: shipmentSchema,
	Customer: customerSchema,
	Product: productSchema,
} as const;
