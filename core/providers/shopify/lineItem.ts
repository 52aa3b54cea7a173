import { z } from 'zod/v4';
import { sumOf } from '../money.ts';
import { amount, listOf, reference, text } from '../payloadFields.ts';

/** A line of an order or of a fulfillment: they have the same fields. */
export const lineItem = z
	.object({
		id: reference,
		product_id: reference,
		variant_id: reference,
		sku: text,
		name: text,
		title: text,
		quantity: amount,
		price: amount,
		discount_allocations: listOf(z.object({ amount })),
	})
	.transform((line) => ({
		id: line.id ?? null,
		productId: line.product_id ?? null,
		variantId: line.variant_id ?? null,
		sku: line.sku ?? null,
		name: line.name ?? line.title ?? null,
		quantity: line.quantity ?? null,
		price: line.price ?? null,
		total: totalOf(line),
	}));

type Line = {
	quantity?: number | null;
	price?: number | null;
	discount_allocations?: Array<{ amount?: number | null }>;
};

function totalOf({ quantity, price, discount_allocations: discounts = [] }: Line): number | null {
	if (typeof price !== 'number' || typeof quantity !== 'number') return null;
	return sumOf([price * quantity, ...discounts.map(({ amount: discount }) => -(discount ?? 0))]);
}
