import { z } from 'zod/v4';
import { id, line, number, text } from './dataFields.ts';

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
