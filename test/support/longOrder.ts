type Options = { readonly isReturned: boolean };

const bag = (amount: string) => ({
	shop_money: { amount, currency_code: 'EUR' },
	presentment_money: { amount, currency_code: 'EUR' },
});

const tax = (title: string, price: string) => ({
	title,
	price,
	rate: 0.1,
	price_set: bag(price),
	channel_liable: false,
});

const line = (index: number, current: number) => ({
	id: 13_901_112_000_000 + index,
	admin_graphql_api_id: `gid://shopify/LineItem/${13_901_112_000_000 + index}`,
	attributed_staffs: [],
	current_quantity: current,
	fulfillable_quantity: 0,
	fulfillment_service: 'manual',
	fulfillment_status: 'fulfilled',
	gift_card: false,
	grams: 300,
	name: `Linen Shirt No. ${index} - M / Natural White`,
	price: '10.00',
	price_set: bag('10.00'),
	product_exists: true,
	product_id: 8_801_112_223_334,
	properties: [{ name: 'engraving', value: 'With love from all of us' }],
	quantity: 2,
	requires_shipping: true,
	sku: `LS-${index}`,
	taxable: true,
	title: `Linen Shirt No. ${index}`,
	total_discount: '0.00',
	total_discount_set: bag('0.00'),
	variant_id: 44_501_112_223_334,
	variant_inventory_management: 'shopify',
	variant_title: 'M / Natural White',
	vendor: 'Fjord & Falke',
	tax_lines: [tax('State tax', '1.00'), tax('City tax', '0.50')],
	duties: [],
	discount_allocations: [],
});

/** An order of Shopify's of so many lines, all of which are fulfilled, and given back or not. */
export function longOrder(count: number, { isReturned }: Options) {
	const lines = Array.from({ length: count }, (_, index) => line(index + 1, isReturned ? 0 : 2));
	const total = (count * 23).toFixed(2);
	const at = '2026-03-02T10:00:00Z';
	return {
		id: 5001,
		name: '#1001',
		email: 'ana@example.com',
		financial_status: isReturned ? 'refunded' : 'paid',
		fulfillment_status: 'fulfilled',
		cancelled_at: null,
		closed_at: null,
		currency: 'EUR',
		presentment_currency: 'EUR',
		taxes_included: false,
		total_price: total,
		total_tax: (count * 3).toFixed(2),
		total_discounts: '0.00',
		total_shipping_price_set: bag('0.00'),
		created_at: '2026-03-01T10:00:00Z',
		updated_at: at,
		discount_applications: [],
		shipping_lines: [],
		line_items: lines,
		fulfillments: [
			{
				id: 44,
				order_id: 5001,
				status: 'success',
				created_at: at,
				updated_at: at,
				tracking_numbers: [],
				line_items: lines,
			},
		],
		refunds: isReturned
			? [
					{
						id: 900,
						created_at: at,
						transactions: [{ kind: 'refund', status: 'success', amount: total, currency: 'EUR' }],
						refund_line_items: lines.map((each) => ({
							id: each.id,
							line_item_id: each.id,
							line_item: each,
							quantity: 2,
							restock_type: 'return',
							subtotal: '20.00',
							subtotal_set: bag('20.00'),
							total_tax: '3.00',
							total_tax_set: bag('3.00'),
						})),
						order_adjustments: [],
					},
				]
			: [],
	};
}
