import { z } from 'zod/v4';
import { share, sumOf, times } from '../../money/amounts.ts';
import { amount, listOf, reference, text } from '../payloadFields.ts';
import { amountOf, moneyBag, unsigned, type Side } from './money.ts';

/** What one discount takes off a line, or off the shipping. */
export const discountAllocation = z.object({
	amount: unsigned,
	amount_set: moneyBag,
	discount_application_index: amount,
});

/** A line of an order or of a fulfillment: they have the same fields. */
export const lineItem = z.object({
	id: reference,
	product_id: reference,
	variant_id: reference,
	sku: text,
	name: text,
	title: text,
	quantity: unsigned,
	current_quantity: unsigned,
	price: unsigned,
	price_set: moneyBag,
	/** Of a line that is the tip: how it was paid. */
	tip: z.unknown(),
	requires_shipping: z.unknown(),
	taxable: z.unknown(),
	discount_allocations: listOf(discountAllocation),
	tax_lines: listOf(z.object({ price: unsigned, price_set: moneyBag })),
});
export type LineItemPayload = z.output<typeof lineItem>;

/** What is sold, without its amounts. */
export const lineNames = (line: LineItemPayload) => ({
	id: line.id ?? null,
	productId: line.product_id ?? null,
	variantId: line.variant_id ?? null,
	sku: line.sku ?? null,
	name: line.name ?? line.title ?? null,
	quantity: line.quantity ?? null,
});

/** A line of a parcel. */
export const parcelLine = (line: LineItemPayload) => ({
	...lineNames(line),
	price: line.price ?? null,
	total: times(line.price, line.quantity),
});

/**
 * The amounts of a number of pieces of a line.
 *
 * @param pieces of the line's `quantity`
 */
export function lineAmounts(line: LineItemPayload, pieces: number | null, side: Side) {
	const price = amountOf(side, line.price_set, line.price) ?? null;
	const quantity = line.quantity ?? null;
	const ofPieces = (whole: number | null) =>
		whole === null || quantity === null || pieces === null || pieces === quantity
			? whole
			: share(whole, pieces, quantity, side.currency);
	const discounts = (line.discount_allocations ?? []).map((each) => discountOf(each, side));
	const taxes = (line.tax_lines ?? []).map((tax) => amountOf(side, tax.price_set, tax.price));
	return {
		price,
		total: times(price, pieces),
		discount: ofPieces(sumOf([0, ...discounts])),
		tax: ofPieces(sumOf(taxes)),
	};
}

export const discountOf = (given: z.output<typeof discountAllocation>, side: Side): number =>
	amountOf(side, given.amount_set, given.amount) ?? 0;
