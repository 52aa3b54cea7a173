import type { Order } from '../../engine/events/entities.ts';
import { minus, roundTo, sumOf, times, total } from '../../engine/money/amounts.ts';

/** The only coupon of this shop, and its part of the goods. */
export const COUPON = { code: 'HARBOUR10', part: 0.1 };
const TAX_FACTOR = 1.19;

/** Works an order's amounts out of its lines, as often as these change. Prices hold their tax. */
export function sumUp(order: Order): void {
	const round = (amount: number) => roundTo(order.currency, amount);
	for (const line of order.lineItems) {
		const kept = (line.quantity ?? 0) - (line.removedQuantity ?? 0);
		line.total = times(line.price, kept);
		line.currentQuantity = kept - (line.refundedQuantity ?? 0);
	}
	order.taxesIncluded = true;
	order.subtotal = total(order.lineItems.map((line) => line.total ?? 0));
	order.discounts = order.discounts.map(({ code }) => ({
		code,
		amount: round((order.subtotal ?? 0) * COUPON.part),
	}));
	order.discountTotal = sumOf([0, ...order.discounts.map(({ amount }) => amount)]);
	order.total = total([
		order.subtotal,
		minus(order.discountTotal ?? 0),
		...order.fees.map(({ amount }) => amount ?? 0),
		order.shippingTotal ?? 0,
	]);
	order.totalTax = round(order.total - order.total / TAX_FACTOR);
	order.roundingDifference = 0;
	const due = total([order.total, minus(order.paidTotal ?? 0)]);
	// What goes back of money that is not owed is no new debt of the customer's.
	order.outstandingTotal = due < 0 ? Math.min(0, total([due, order.refundedTotal ?? 0])) : due;
}
