import type { ModelSale } from './moneyModel.ts';

/**
 * An order as the API of Magento has it: each amount with tax and without, and a country in which the customer is used
 * to the prices of the shop.
 *
 * @see AdobeDocs/commerce-webapi `src/openapi/admin-schema-2.4.9.yaml`, sales-data-order-interface
 */
export function magentoBody({ shop: order }: ModelSale): Record<string, unknown> {
	const { cart, amount } = order;
	const without = (value: number) => (cart.taxesIncluded ? value - order.taxOf(value) : value);
	const withTax = (value: number) => (cart.taxesIncluded ? value : value + order.taxOf(value));
	const lines = order.lines
		.filter((line) => line.quantity > line.removed)
		.map((line) => ({ line, ...order.goods(line) }));
	const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
	const discount = sum(lines.map((line) => line.discount));
	const isCancelled = order.cancelledAt !== null;
	const state = isCancelled
		? 'canceled'
		: order.paid === 0
			? 'new'
			: order.left() === 0
				? 'closed'
				: 'processing';
	return {
		...{ entity_id: 1, increment_id: '000000001', state, status: state, store_id: 1 },
		created_at: order.at(0).slice(0, 19).replace('T', ' '),
		updated_at: order.at().slice(0, 19).replace('T', ' '),
		customer_email: 'anna@shop.example',
		customer_note: order.note,
		order_currency_code: cart.currency,
		grand_total: amount(order.total()),
		subtotal: amount(sum(lines.map(({ gross }) => without(gross)))),
		subtotal_incl_tax: amount(sum(lines.map(({ gross }) => withTax(gross)))),
		tax_amount: amount(order.tax()),
		shipping_amount: amount(without(cart.shipping)),
		shipping_incl_tax: amount(withTax(cart.shipping)),
		discount_amount: amount(-discount),
		...(discount > 0 && { coupon_code: 'x' }),
		total_paid: order.paid === 0 ? null : amount(order.paid),
		total_due: amount(order.total() - order.paid),
		total_refunded: order.refunded() === 0 ? null : amount(order.refunded()),
		billing_address: { country_id: cart.taxesIncluded ? 'DE' : 'US' },
		items: lines.map(({ line, gross, tax, discount: off }) => ({
			...{ item_id: line.id, product_id: line.id, name: `Thing ${line.id}` },
			qty_ordered: line.quantity - line.removed,
			price: amount(without(line.price)),
			price_incl_tax: amount(withTax(line.price)),
			row_total: amount(without(gross)),
			row_total_incl_tax: amount(withTax(gross)),
			discount_amount: amount(off),
			tax_amount: amount(tax),
		})),
	};
}
