import type { AmountShape } from '../amountsAsTold.ts';

/** Each names its currency beside the amount. */
const BAG = { shop_money: { amount: 'amount' }, presentment_money: { amount: 'amount' } } as const;

const PRICE = { price: 'amount', price_set: BAG } as const;
const AMOUNT = { amount: 'amount', amount_set: BAG } as const;

/**
 * Where an order of Shopify has amounts that cannot be below zero. Adjustments of refunds, and what is still to be
 * paid, can be.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
export const ORDER_AMOUNTS: AmountShape = {
	total_price: 'amount',
	total_price_set: BAG,
	current_total_price: 'amount',
	current_total_price_set: BAG,
	total_tax: 'amount',
	total_tax_set: BAG,
	current_total_tax: 'amount',
	current_total_tax_set: BAG,
	total_discounts: 'amount',
	total_discounts_set: BAG,
	current_total_discounts: 'amount',
	current_total_discounts_set: BAG,
	total_shipping_price_set: BAG,
	total_tip_received: 'amount',
	total_tip_received_set: BAG,
	total_outstanding: 'signed',
	original_total_duties_set: BAG,
	original_total_additional_fees_set: BAG,
	discount_codes: [{ amount: 'amount' }],
	line_items: [
		{
			...PRICE,
			quantity: 'amount',
			current_quantity: 'amount',
			discount_allocations: [AMOUNT],
			tax_lines: [PRICE],
		},
	],
	shipping_lines: [{ ...PRICE, discount_allocations: [AMOUNT] }],
	refunds: [
		{
			transactions: [AMOUNT],
			refund_line_items: [
				{
					quantity: 'amount',
					subtotal: 'amount',
					subtotal_set: BAG,
					total_tax: 'amount',
					total_tax_set: BAG,
				},
			],
			refund_shipping_lines: [{ subtotal_amount_set: BAG, tax_amount_set: BAG }],
		},
	],
};
