import { minus, total as sumOfAll } from '../../money/amounts.ts';
import { amountOf, type Side } from './money.ts';
import type { OrderPayload } from './normaliseOrder.ts';

/** Financial statuses of orders for which no money came in. */
const UNPAID: readonly unknown[] = ['pending', 'authorized', 'voided', 'expired'];

/** Financial statuses of orders for which all of it came in. */
const PAID: readonly unknown[] = ['paid', 'partially_refunded', 'refunded'];

/** What came in and what is still to come. */
export function paymentsOf(
	given: OrderPayload,
	side: Side,
	total: number | null | undefined,
	refundedTotal: number | null | undefined,
) {
	if (given.financial_status === undefined || typeof total !== 'number') return {};
	const outstanding = amountOf(side, given.total_outstanding_set, given.total_outstanding);
	if (UNPAID.includes(given.financial_status)) {
		const isOver = given.financial_status === 'voided' || Boolean(given.cancelled_at);
		return { paidTotal: 0, outstandingTotal: outstanding ?? (isOver ? 0 : total) };
	}
	if (typeof outstanding !== 'number') {
		return PAID.includes(given.financial_status) ? { paidTotal: total, outstandingTotal: 0 } : {};
	}
	const left =
		amountOf(side, given.current_total_price_set, given.current_total_price) ??
		sumOfAll([total, minus(refundedTotal ?? 0)]);
	return {
		paidTotal: sumOfAll([left, minus(outstanding), refundedTotal ?? 0]),
		outstandingTotal: outstanding,
	};
}
