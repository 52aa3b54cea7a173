import { z } from 'zod/v4';
import { id, number, text } from './dataFields.ts';

export const address = z
	.object({
		firstName: text,
		lastName: text,
		company: text,
		line1: text,
		line2: text,
		city: text,
		region: text,
		postalCode: text,
		country: text,
		phone: text,
	})
	.nullish();

export const person = z
	.object({ id: text, email: text, firstName: text, lastName: text, phone: text })
	.nullish();

export const lineItem = z.object({
	id: text,
	productId: text,
	variantId: text,
	sku: text,
	name: text,
	quantity: number,
	price: number,
	total: number,
});

export const refund = z
	.object({ id, amount: number, reason: text })
	.transform(({ amount, ...given }) => ({ ...given, amount: amount ?? 0 }));

export const variant = z.object({
	id,
	sku: text,
	name: text,
	price: number,
	stockQuantity: number,
});
