import { here, type ModelOrder, type ModelSale } from './moneyModel.ts';

/** The data of a message about an order, as docs/generic-store.md describes it; a refund that failed is none. */
export function genericBody({ shop, customer }: ModelSale): Record<string, unknown> {
	const { cart } = shop;
	return {
		id: '1',
		number: '#1',
		status: statusOf(shop),
		paymentStatus: paymentStatusOf(shop),
		taxesIncluded: cart.taxesIncluded,
		createdAt: shop.at(0),
		updatedAt: shop.at(),
		cancelledAt: shop.cancelledAt === null ? null : shop.at(shop.cancelledAt),
		note: shop.note,
		...amountsOf(shop),
		lineItems: shop.lines.map((line, index) => ({
			...linesOf(shop)[index],
			name: `Thing ${line.id}`,
			quantity: line.quantity,
			removedQuantity: line.removed,
			currentQuantity: shop.cancelledAt === null ? here(line) : 0,
		})),
		presentment:
			customer === shop ? null : { ...amountsOf(customer), lineItems: linesOf(customer).reverse() },
	};
}

function amountsOf(side: ModelOrder) {
	const { cart, text } = side;
	const refunds = side.refunds.filter(({ works }) => works);
	return {
		currency: cart.currency,
		total: text(side.total()),
		totalTax: text(side.tax()),
		shippingTotal: text(cart.shipping),
		discountTotal: text(side.discounts()),
		discounts: cart.discount > 0 ? [{ code: 'X', amount: text(side.discounts()) }] : [],
		fees: cart.fee > 0 ? [{ name: 'Wrap', amount: text(cart.fee) }] : [],
		tips: text(cart.tip),
		giftCards: text(cart.isByGiftCard ? side.paid : 0),
		refundedTotal: text(side.refunded()),
		paidTotal: text(side.paid),
		refunds: refunds.map(({ id, amount }) => ({ id, amount: text(amount) })),
	};
}

const linesOf = (side: ModelOrder) =>
	side.lines.map((line) => {
		const { gross, discount, tax } = side.goods(line);
		const [price, total] = [side.text(line.price), side.text(gross)];
		return { id: line.id, price, total, discount: side.text(discount), tax: side.text(tax) };
	});

function statusOf(order: ModelOrder): string {
	if (order.cancelledAt !== null) return 'cancelled';
	return order.paid === 0 ? 'pending_payment' : 'processing';
}

function paymentStatusOf(order: ModelOrder): string {
	if (order.paid === 0) return order.cancelledAt === null ? 'pending' : 'voided';
	if (order.refunded() > 0) return order.left() === 0 ? 'refunded' : 'partially_refunded';
	return order.paid < order.total() ? 'partially_paid' : 'paid';
}
