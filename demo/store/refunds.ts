import type { Order } from '../../engine/events/entities.ts';
import { minus, total } from '../../engine/money/amounts.ts';
import type { Books } from './books.ts';
import { Refused } from './refused.ts';
import { sumUp } from './sumUp.ts';

export type Refunds = ReturnType<typeof keepRefunds>;

/** Money that goes back. */
export function keepRefunds({ now, orderOf, touch, tellOrder }: Books) {
	/** What was paid of an order and has not gone back. */
	const leftOf = (order: Order) => total([order.paidTotal ?? 0, minus(order.refundedTotal ?? 0)]);

	/** Gives money back; the order stays as it is. */
	function refund(orderId: string, amount: number, reason = 'Goodwill'): Order {
		const order = orderOf(orderId);
		const left = leftOf(order);
		if (amount <= 0 || amount > left) {
			throw new Refused(`Of order ${order.number}, at most ${left.toFixed(2)} can be refunded.`);
		}
		giveBack(order, amount, reason);
		touch(order);
		tellOrder('order.refunded', order);
		return order;
	}

	/** Without a message: the caller tells of the order. */
	function giveBack(order: Order, amount: number, reason: string): void {
		const { id, currency, refunds } = order;
		const refundId = `r-${id.slice(2)}${refunds.length === 0 ? '' : `-${refunds.length + 1}`}`;
		const createdAt = now().toISOString();
		order.refunds = [
			...refunds,
			{ id: refundId, amount, currency, reason, createdAt, lineItems: [] },
		];
		order.refundedTotal = total(order.refunds.map((each) => each.amount ?? 0));
		order.paymentStatus =
			order.refundedTotal === order.paidTotal ? 'refunded' : 'partially_refunded';
		sumUp(order);
	}

	return { refund, giveBack, leftOf };
}
