import { z } from 'zod/v4';
import { amount, listOf, text } from '../payloadFields.ts';
import { discountAllocation } from './lineItem.ts';
import { moneyBag, signedBag, unsigned } from './money.ts';

/** Of a discount, by whose place in the list allocations name it. */
const discountApplication = z.object({ code: text, title: text, description: text });

/** The fields of an order that are about money, but for its lines and refunds. */
export const moneyFields = {
	currency: text,
	presentment_currency: text,
	taxes_included: z.unknown(),
	total_price: unsigned,
	total_price_set: moneyBag,
	current_total_price: unsigned,
	current_total_price_set: moneyBag,
	total_tax: unsigned,
	total_tax_set: moneyBag,
	current_total_tax: unsigned,
	current_total_tax_set: moneyBag,
	total_discounts: unsigned,
	total_discounts_set: moneyBag,
	current_total_discounts: unsigned,
	current_total_discounts_set: moneyBag,
	total_shipping_price_set: moneyBag,
	total_tip_received: unsigned,
	total_tip_received_set: moneyBag,
	/** Below zero where the customer has paid too much. */
	total_outstanding: amount,
	total_outstanding_set: signedBag,
	original_total_duties_set: moneyBag,
	original_total_additional_fees_set: moneyBag,
	discount_codes: listOf(z.object({ code: text, amount: unsigned })),
	discount_applications: listOf(discountApplication),
	shipping_lines: listOf(
		z.object({
			title: text,
			price: unsigned,
			price_set: moneyBag,
			is_removed: z.unknown(),
			discount_allocations: listOf(discountAllocation),
		}),
	),
};
