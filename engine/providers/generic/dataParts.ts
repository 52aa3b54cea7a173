import { z } from 'zod/v4';
import { times } from '../../money/amounts.ts';
import { id, line, list, number, text, time } from './dataFields.ts';

export const address = z
	.object({
		firstName: line,
		lastName: line,
		company: line,
		line1: line,
		line2: line,
		city: line,
		region: line,
		postalCode: line,
		country: line,
		phone: line,
	})
	.nullish();

export const person = z
	.object({ id: line, email: line, firstName: line, lastName: line, phone: line })
	.nullish();

export const lineItem = z
	.object({
		id: text,
		productId: text,
		variantId: text,
		sku: text,
		name: text,
		quantity: number,
		currentQuantity: number,
		removedQuantity: number,
		fulfilledQuantity: number,
		refundedQuantity: number,
		price: number,
		total: number,
		discount: number,
		tax: number,
	})
	.transform((given) => ({
		...given,
		total:
			given.total ??
			times(given.price, (given.quantity ?? 0) - (given.removedQuantity ?? 0)) ??
			null,
	}));

const discount = z.object({ code: text, amount: number });

const fee = z.object({ name: text, amount: number, tax: number });

export const refund = z
	.object({
		id,
		amount: number,
		currency: text,
		reason: text,
		createdAt: time,
		lineItems: list(z.object({ lineItemId: text, name: text, quantity: number, amount: number })),
	})
	.transform(({ amount, ...given }) => ({ ...given, amount: amount ?? 0 }));

/** The amounts of an order in one currency. */
export const sums = {
	currency: text,
	total: number,
	subtotal: number,
	totalTax: number,
	shippingTotal: number,
	discountTotal: number,
	discounts: list(discount),
	fees: list(fee),
	tips: number,
	giftCards: number,
	refundedTotal: number,
	paidTotal: number,
	outstandingTotal: number,
};

/** Amounts in the currency that the customer paid in. */
export const presentment = z
	.object({
		...sums,
		lineItems: list(
			z.object({ id: text, price: number, total: number, discount: number, tax: number }),
		),
		refunds: list(z.object({ id, amount: number })),
	})
	.nullish();

export const parcel = z.object({ trackingNumber: text, trackingUrl: text, carrier: text });

export const variant = z.object({
	id,
	sku: text,
	name: text,
	price: number,
	stockQuantity: number,
});
