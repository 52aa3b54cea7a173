import { here, ModelOrder, type Line, type ModelSale, type RefundOf } from './moneyModel.ts';

/**
 * The body of a message about an order, as Shopify documents it.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
export function shopifyBody(sale: ModelSale): Record<string, unknown> {
	const { shop: order, customer } = sale;
	const { cart, text } = order;
	const whole = wholeOf(order);
	const wholeOfCustomer = wholeOf(customer);
	/** An amount beside its two currencies, worked out of each side's own order. */
	const both = (name: string, of: (side: ModelOrder, all: ModelOrder) => number) => {
		const [mine, theirs] = [of(order, whole), of(customer, wholeOfCustomer)];
		return { [name]: text(mine), [`${name}_set`]: bag(mine, theirs) };
	};
	const bag = (mine: number, theirs: number) => ({
		shop_money: { amount: text(mine), currency_code: cart.currency },
		presentment_money: { amount: customer.text(theirs), currency_code: customer.cart.currency },
	});
	const ofLine = (side: ModelOrder, line: Line) => side.lines.find(({ id }) => id === line.id)!;
	const isCancelled = order.cancelledAt !== null;

	return {
		id: 1,
		name: '#1',
		currency: cart.currency,
		presentment_currency: customer.cart.currency,
		taxes_included: cart.taxesIncluded,
		financial_status: financialStatusOf(order),
		fulfillment_status: null,
		cancelled_at: isCancelled ? order.at(order.cancelledAt!) : null,
		closed_at: null,
		created_at: order.at(0),
		updated_at: order.at(),
		note: order.note,
		...both('total_price', (_side, all) => all.total()),
		...both('current_total_price', currentTotal),
		...both('total_tax', (_side, all) => all.tax()),
		...both('current_total_tax', (side) => (isCancelled ? 0 : side.tax())),
		...both('total_discounts', (_side, all) => all.discounts()),
		...both('current_total_discounts', (side) => (isCancelled ? 0 : side.discounts())),
		total_tip_received: text(cart.tip),
		...both('total_outstanding', (side) =>
			isCancelled ? 0 : currentTotal(side) - side.paid + side.refunded(),
		),
		total_shipping_price_set: bag(cart.shipping, customer.cart.shipping),
		shipping_lines: [{ title: 'Post', ...both('price', (side) => side.cart.shipping) }],
		discount_codes: cart.discount > 0 ? [{ code: 'X', amount: text(whole.discounts()) }] : [],
		discount_applications: cart.discount > 0 ? [{ code: 'X' }] : [],
		line_items: [
			...order.lines.map((line) => ({
				id: line.id,
				product_id: line.id,
				name: `Thing ${line.id}`,
				quantity: line.quantity,
				current_quantity: isCancelled ? 0 : here(line),
				...both('price', (side) => ofLine(side, line).price),
				discount_allocations:
					cart.discount > 0
						? [
								{
									discount_application_index: 0,
									...both('amount', (side) => allOf(side, ofLine(side, line)).discount),
								},
							]
						: [],
				tax_lines: [both('price', (side) => allOf(side, ofLine(side, line)).tax)],
			})),
			...(cart.tip > 0
				? [{ id: 999, name: 'Tip', quantity: 1, ...both('price', (side) => side.cart.tip) }]
				: []),
		],
		refunds: order.refunds.map((refund, index) => refundBody(sale, refund, index, bag)),
		fulfillments: [],
		payment_gateway_names: [cart.isByGiftCard ? 'gift_card' : 'card'],
		original_total_duties_set: bag(cart.fee, customer.cart.fee),
	};
}

/** As it was ordered: what an edit has taken out is still in Shopify's amounts "before returns". */
function wholeOf(order: ModelOrder): ModelOrder {
	const whole = new ModelOrder(order.cart);
	whole.lines = order.lines.map((line) => ({ ...line, removed: 0 }));
	return whole;
}

const allOf = (side: ModelOrder, line: Line) => side.goods({ ...line, removed: 0 });

/** What is left after edits and returns, whether the money for these went back or not. */
function currentTotal(side: ModelOrder): number {
	if (side.cancelledAt !== null) return 0;
	const gone = side.refunds.filter(({ works, goods }) => works || goods.length > 0);
	return side.total() - gone.reduce((sum, { amount }) => sum + amount, 0);
}

function financialStatusOf(order: ModelOrder): string {
	if (order.paid === 0) return order.cancelledAt === null ? 'pending' : 'voided';
	if (order.refunded() > 0) return order.left() === 0 ? 'refunded' : 'partially_refunded';
	return order.paid < order.total() ? 'partially_paid' : 'paid';
}

function refundBody(
	{ shop, customer }: ModelSale,
	refund: RefundOf,
	index: number,
	bag: (mine: number, theirs: number) => object,
) {
	const theirs = customer.refunds[index]!;
	const due = (side: ModelOrder, { goods, shipping }: RefundOf) =>
		goods.reduce((sum, { value, tax }) => sum + value + side.onTop(tax), shipping);
	const isOff = refund.goods.length > 0 && !refund.isCancellation;
	const off = isOff ? due(shop, refund) - refund.amount : 0;
	return {
		id: refund.id,
		created_at: shop.at(refund.at),
		transactions:
			refund.amount === 0
				? []
				: [
						{
							kind: 'refund',
							status: refund.works ? 'success' : 'failure',
							amount: customer.text(theirs.amount),
							currency: customer.cart.currency,
							...(shop.cart.isSparse ? {} : { amount_set: bag(refund.amount, theirs.amount) }),
						},
					],
		refund_line_items: refund.goods.map(({ line, count, value, tax }, at) => ({
			line_item_id: line,
			quantity: count,
			restock_type: refund.isCancellation ? 'cancel' : 'return',
			subtotal: shop.text(value),
			subtotal_set: bag(value, theirs.goods[at]!.value),
			total_tax: shop.text(tax),
			total_tax_set: bag(tax, theirs.goods[at]!.tax),
		})),
		order_adjustments: [
			...(refund.shipping > 0 && index % 2 === 0
				? [{ kind: 'shipping_refund', amount: shop.text(-refund.shipping), tax_amount: '0.00' }]
				: []),
			...(off === 0
				? []
				: [{ kind: 'refund_discrepancy', amount: shop.text(off), tax_amount: '0.00' }]),
		],
		refund_shipping_lines:
			refund.shipping > 0 && index % 2 === 1
				? [{ id: 1, subtotal_amount_set: bag(refund.shipping, theirs.shipping) }]
				: [],
	};
}
