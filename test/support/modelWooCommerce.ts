import type { ModelSale } from './moneyModel.ts';

/**
 * The body of a message about an order, as WooCommerce documents it: amounts without their tax, and the
 * tax beside.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
 */
export function woocommerceBody({ shop: order }: ModelSale): Record<string, unknown> {
	const { cart, text } = order;
	const net = (gross: number) => (cart.taxesIncluded ? gross - order.taxOf(gross) : gross);
	const lines = order.lines
		.filter((line) => line.quantity > line.removed)
		.map((line) => ({ line, ...order.goods(line) }));
	const discount = lines.reduce((sum, each) => sum + net(each.gross) - net(each.net), 0);
	const discountTax = lines.reduce(
		(sum, each) => sum + order.taxOf(each.gross) - order.taxOf(each.net),
		0,
	);
	const isPaid = order.paid > 0;
	// A refund that did not work is not kept by WooCommerce, nor is there one of an unpaid cancellation.
	const refunds = order.refunds.filter(
		({ works, isCancellation, amount }) => works && (!isCancellation || amount > 0),
	);
	return {
		id: 1,
		number: '1',
		status:
			order.cancelledAt !== null
				? 'cancelled'
				: !isPaid
					? 'pending'
					: order.left() === 0
						? 'refunded'
						: 'processing',
		currency: cart.currency,
		prices_include_tax: cart.taxesIncluded,
		date_created_gmt: order.at(0).slice(0, 19),
		date_modified_gmt: order.at().slice(0, 19),
		date_paid_gmt: isPaid ? order.at(0).slice(0, 19) : null,
		customer_note: order.note,
		total: text(order.total()),
		total_tax: text(order.tax()),
		shipping_total: text(net(cart.shipping)),
		shipping_tax: text(order.taxOf(cart.shipping)),
		discount_total: text(discount),
		discount_tax: text(discountTax),
		line_items: lines.map(({ line, gross, net: after }) => ({
			id: line.id,
			product_id: line.id,
			name: `Thing ${line.id}`,
			quantity: line.quantity - line.removed,
			subtotal: text(net(gross)),
			subtotal_tax: text(order.taxOf(gross)),
			total: text(net(after)),
			total_tax: text(order.taxOf(after)),
		})),
		fee_lines:
			cart.fee > 0
				? [{ name: 'Wrap', total: text(net(cart.fee)), total_tax: text(order.taxOf(cart.fee)) }]
				: [],
		coupon_lines:
			cart.discount > 0
				? [{ code: 'x', discount: text(discount), discount_tax: text(discountTax) }]
				: [],
		refunds: refunds.map(({ id, amount }) => ({ id, reason: '', total: text(-amount) })),
	};
}
