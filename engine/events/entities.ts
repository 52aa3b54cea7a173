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

export const addressSchema = z
	.object({
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
	})
	.meta({ id: 'Address' });

/** A person as other entities and events refer to one. `id` is null for a guest. */
export const personSchema = z
	.object({
		id: text(),
		email: text(),
		firstName: text(),
		lastName: text(),
		phone: text(),
	})
	.meta({ id: 'Person' });

/**
 * What is sold, as the customer sees it: amounts with tax where the order's `taxesIncluded` says so, and
 * for the pieces that were not taken out of the order again.
 */
const lineItemSchema = z
	.object({
		id: text(),
		productId: text(),
		variantId: text(),
		sku: text(),
		name: text(),
		/** How many were ordered. In a shipment: how many are in it. */
		quantity: number(),
		/** How many of them are still to be had: without those that were taken out, or given back. */
		currentQuantity: number(),
		/** How many were taken out of the order after it was placed. */
		removedQuantity: number(),
		fulfilledQuantity: number(),
		/** How many were paid back. */
		refundedQuantity: number(),
		/** Of one piece, before discounts. */
		price: number(),
		/** Before discounts. */
		total: number(),
		/** Its share of the order's discounts, above zero. */
		discount: number(),
		/** The tax on `total` less `discount`. */
		tax: number(),
	})
	.meta({ id: 'LineItem' });

/** A discount by its code; `null` for one without a code. */
const discountSchema = z.object({ code: text(), amount: number() }).meta({ id: 'Discount' });

/** What is paid beside goods and shipping: a surcharge, gift wrapping, duties. */
const feeSchema = z.object({ name: text(), amount: number(), tax: number() }).meta({ id: 'Fee' });

/** Amounts of an order in one currency. */
const money = {
	/** ISO 4217. */
	currency: text(),
	/** What the customer pays, before refunds. */
	total: number(),
	/** The lines before discounts. */
	subtotal: number(),
	totalTax: number(),
	/** As the customer sees it, before discounts. */
	shippingTotal: number(),
	/** All discounts, as the customer sees them, above zero. */
	discountTotal: number(),
	discounts: list(discountSchema),
	fees: list(feeSchema),
	tips: number(),
	/** What was paid with gift cards: a part of `paidTotal`. */
	giftCards: number(),
	/** Money that really went back. */
	refundedTotal: number(),
	/** Money that came in, refunds not taken off. */
	paidTotal: number(),
	/** What the customer has still to pay; below zero where the shop owes. */
	outstandingTotal: number(),
	/**
	 * `total` less what its parts make: lines + fees + shipping + tips - discounts (+ tax where it is not
	 * included).
	 */
	roundingDifference: number(),
};

/** Money that went back. */
const refundSchema = z
	.object({
		id: z.string(),
		amount: number(),
		/** ISO 4217; that of the order, in which `amount` is. */
		currency: text(),
		reason: text(),
		createdAt: time(),
		/** The goods that it is for. */
		lineItems: list(
			z.object({ lineItemId: text(), name: text(), quantity: number(), amount: number() }),
		),
	})
	.meta({ id: 'Refund' });

/** The amounts in the currency that the customer paid in. */
const presentmentSchema = z
	.object({
		...money,
		lineItems: list(
			z.object({ id: text(), price: number(), total: number(), discount: number(), tax: number() }),
		),
		refunds: list(z.object({ id: z.string(), amount: number() })),
	})
	.meta({ id: 'Presentment' });

/** An order as every workflow sees it, whatever the store. Each field is present; `null` is "not known". */
export const orderSchema = z
	.object({
		id: z.string(),
		/** What the customer knows the order by: `#1001`. */
		number: text(),
		status: z.enum(ORDER_STATUSES).default('unknown'),
		/** The store's own word or words for `status`. */
		nativeStatus: text(),
		paymentStatus: z.enum(PAYMENT_STATUSES).default('unknown'),
		fulfillmentStatus: z.enum(FULFILLMENT_STATUSES).default('unknown'),
		/** Whether amounts hold their tax, as in a shop with gross prices. */
		taxesIncluded: z.boolean().nullable().default(null),
		...money,
		/** Where the customer paid in another currency than the shop's. */
		presentment: presentmentSchema.nullable().default(null),
		createdAt: time(),
		updatedAt: time(),
		paidAt: time(),
		completedAt: time(),
		cancelledAt: time(),
		cancelReason: text(),
		customer: personSchema.nullable().default(null),
		/** In which the customer placed the order; BCP 47: `de-AT`. */
		language: text(),
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
	})
	.meta({ id: 'Order' });
export type Order = z.infer<typeof orderSchema>;

/** One tracked piece of a shipment. `trackingUrl` is null where no page of the carrier is known. */
const parcelSchema = z
	.object({ trackingNumber: text(), trackingUrl: text(), carrier: text() })
	.meta({ id: 'Parcel' });

export const shipmentSchema = z.object({
	id: z.string(),
	orderId: text(),
	/** Filled from the order when the store's message has none. */
	orderNumber: text(),
	status: z.enum(SHIPMENT_STATUSES).default('unknown'),
	nativeStatus: text(),
	/** Of the first parcel, as are the number and the link. */
	carrier: text(),
	service: text(),
	trackingNumber: text(),
	trackingUrl: text(),
	/** Every parcel of the shipment that has a tracking number. */
	parcels: list(parcelSchema),
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

export const customerSchema = z
	.object({
		id: z.string(),
		status: z.enum(CUSTOMER_STATUSES).default('unknown'),
		nativeStatus: text(),
		/** The store's own word for what kind of account it is: `customer`, `subscriber`, `editor`. */
		role: text(),
		email: text(),
		firstName: text(),
		lastName: text(),
		phone: text(),
		/** BCP 47. */
		language: text(),
		createdAt: time(),
		updatedAt: time(),
		billingAddress: addressSchema.nullable().default(null),
		shippingAddress: addressSchema.nullable().default(null),
		tags: list(z.string()),
		note: text(),
		attributes: z.record(z.string(), z.unknown()).default(() => ({})),
	})
	.meta({ id: 'Customer' });
export type Customer = z.infer<typeof customerSchema>;

const variantSchema = z
	.object({
		id: z.string(),
		sku: text(),
		name: text(),
		price: number(),
		stockQuantity: number(),
	})
	.meta({ id: 'Variant' });

export const productSchema = z
	.object({
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
	})
	.meta({ id: 'Product' });
export type Product = z.infer<typeof productSchema>;

export type LineItem = z.infer<typeof lineItemSchema>;
export type Refund = z.infer<typeof refundSchema>;
export type Parcel = z.infer<typeof parcelSchema>;
export type Presentment = z.infer<typeof presentmentSchema>;
export type Person = z.infer<typeof personSchema>;
export type Address = z.infer<typeof addressSchema>;

/** The canonical form of each entity type. */
export type Entities = { Order: Order; Shipment: Shipment; Customer: Customer; Product: Product };
export type Entity = Entities[keyof Entities];

/** What an event tells beside its entity, of what is known of others: no change of it is a change of the entity. */
const TOLD_BESIDE = {
	Shipment: z.object({
		/** The order that the shipment belongs to, as far as its shop has told it. */
		order: z
			.object({
				id: z.string(),
				number: text(),
				status: z.enum(ORDER_STATUSES),
				paymentStatus: z.enum(PAYMENT_STATUSES),
				currency: text(),
				total: number(),
				/** In which the customer placed the order; BCP 47. */
				language: text(),
				tags: list(z.string()),
				/** Of the whole order, where another system has told the shipment: few carriers say what is in a parcel. */
				lineItems: list(lineItemSchema),
				/** The shop of the order, where another system has told the shipment. */
				integration: z
					.object({
						guid: z.string(),
						name: z.string(),
						provider: z.string(),
						storeUrl: z.string(),
					})
					.nullable()
					.default(null),
			})
			.nullable(),
	}),
};

export const ENTITY_SCHEMAS = {
	Order: orderSchema,
	Shipment: shipmentSchema,
	Customer: customerSchema,
	Product: productSchema,
} as const;

/** Entities as events tell them. */
export const TOLD_SCHEMAS = {
	...ENTITY_SCHEMAS,
	Shipment: shipmentSchema.extend(TOLD_BESIDE.Shipment.shape).meta({ id: 'Shipment' }),
};
export type ToldShipment = z.infer<typeof TOLD_SCHEMAS.Shipment>;
