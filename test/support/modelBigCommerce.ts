import type { ModelSale } from './moneyModel.ts';

/**
 * An order as BigCommerce documents it, with the lists in the places of the links to them: each amount without its
 * tax and with it, and the discounts in those that the shop enters prices in.
 *
 * @see bigcommerce/api-specs `reference/orders.v2.oas2.yml`, `reference/orders.v3.yml`
 */
export function bigCommerceBody({ shop: order }: ModelSale): Record<string, unknown> {
	const { cart } = order;
	const text = (units: number) => order.amount(units).toFixed(4);
	const ex = (amount: number) => (cart.taxesIncluded ? amount - order.taxOf(amount) : amount);
	const inc = (amount: number) => order.withTax(amount);
	const lines = order.lines.filter((line) => line.quantity > line.removed);
	const pieces = lines.reduce((sum, line) => sum + line.quantity - line.removed, 0);
	// A refund that did not work is not kept by BigCommerce, nor is one of nothing.
	const refunds = order.refunds.filter(({ works, amount }) => works && amount > 0);
	return {
		id: 1,
		status_id: statusIdOf(order),
		// A word that an order paid outside of BigCommerce does not have.
		payment_status: order.cart.isSparse ? '' : paymentOf(order),
		date_created: order.at(0),
		date_modified: order.at(),
		customer_message: order.note,
		currency_code: cart.currency,
		default_currency_code: cart.currency,
		items_total: pieces,
		items_shipped: 0,
		base_shipping_cost: text(cart.shipping),
		shipping_cost_ex_tax: text(ex(cart.shipping)),
		shipping_cost_inc_tax: text(inc(cart.shipping)),
		handling_cost_ex_tax: text(ex(cart.fee)),
		handling_cost_inc_tax: text(inc(cart.fee)),
		handling_cost_tax: text(order.taxOf(cart.fee)),
		total_tax: text(order.tax()),
		total_inc_tax: text(order.total()),
		discount_amount: text(0),
		coupon_discount: text(order.discounts()),
		gift_certificate_amount: text(cart.isByGiftCard ? order.paid : 0),
		store_credit_amount: text(0),
		refunded_amount: text(order.refunded()),
		products: lines.map((line) => {
			const { gross, discount, tax } = order.goods(line);
			const quantity = line.quantity - line.removed;
			return {
				...{ id: line.id, product_id: line.id, variant_id: line.id, name: `Thing ${line.id}` },
				...{ quantity, quantity_shipped: 0, quantity_refunded: line.returned },
				base_price: text(line.price),
				price_ex_tax: text(ex(line.price)),
				price_inc_tax: text(inc(line.price)),
				total_ex_tax: text(ex(gross)),
				total_inc_tax: text(inc(gross)),
				total_tax: text(tax),
				applied_discounts: discount > 0 ? [{ id: 'coupon', amount: text(discount) }] : [],
			};
		}),
		coupons: cart.discount > 0 ? [{ code: 'X', discount: text(order.discounts()) }] : [],
		refunds: refunds.map(({ id, amount, goods }) => ({
			id,
			reason: '',
			total_amount: order.amount(amount),
			items: goods.map(({ line, count, value }) => ({
				item_type: 'PRODUCT',
				item_id: line,
				quantity: count,
				requested_amount: order.amount(value),
			})),
			payments: [{ id: 1, amount: order.amount(amount), is_declined: false }],
		})),
		shipping_addresses: [],
		shipments: [],
	};
}

type Order = ModelSale['shop'];

function statusIdOf(order: Order): number {
	if (order.cancelledAt !== null) return 5;
	if (order.paid === 0) return 7;
	if (order.refunded() > 0) return order.left() === 0 ? 4 : 14;
	return 11;
}

function paymentOf(order: Order): string {
	if (order.paid === 0) return order.cancelledAt === null ? 'pending' : 'void';
	if (order.refunded() > 0) return order.left() === 0 ? 'refunded' : 'partially refunded';
	return 'captured';
}
