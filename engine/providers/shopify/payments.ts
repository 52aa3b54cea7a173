import { minus, total as sumOfAll, type MaybeAmount } from '../../money/amounts.ts';
import { amountOf, type Side } from './money.ts';
import type { OrderPayload } from './orderPayload.ts';

/** Financial statuses of orders for which no money came in. */
const UNPAID: readonly unknown[] = ['pending', 'authorized', 'voided', 'expired'];

/** Financial statuses of orders for which all of it came in. */
const PAID: readonly unknown[] = ['paid', 'partially_refunded', 'refunded'];

/** Money of an order's refunds: what went back, and what is on its way back. */
type RefundSums = { readonly refundedTotal: MaybeAmount; readonly underWay: number };

/** What came in, what of it with gift cards, and what is still to come. */
export function paymentsOf(
	given: OrderPayload,
	side: Side,
	total: number | null | undefined,
	refunds: RefundSums,
) {
	const payments = inAndOutOf(given, side, total, refunds);
	return { ...payments, giftCards: isByGiftCard(given) ? payments.paidTotal : undefined };
}

/** Messages name the ways of payment without their amounts: they tell only where a gift card is the only one. */
const isByGiftCard = ({ payment_gateway_names: names = [] }: OrderPayload): boolean =>
	names.length > 0 && names.every((name) => name === 'gift_card');

function inAndOutOf(
	given: OrderPayload,
	side: Side,
	total: number | null | undefined,
	{ refundedTotal, underWay }: RefundSums,
): { readonly paidTotal?: number; readonly outstandingTotal?: number } {
	if (given.financial_status === undefined || typeof total !== 'number') return {};
	const outstanding = amountOf(side, given.total_outstanding_set, given.total_outstanding);
	if (UNPAID.includes(given.financial_status)) {
		const isOver = given.financial_status === 'voided' || Boolean(given.cancelled_at);
		return { paidTotal: 0, outstandingTotal: outstanding ?? (isOver ? 0 : total) };
	}
	// All that came in went back, which may be less than the order's total.
	const isAllBack = given.financial_status === 'refunded' && !hasUnpaid(given);
	if (isAllBack && typeof refundedTotal === 'number' && refundedTotal > 0) {
		return { paidTotal: refundedTotal, outstandingTotal: outstanding ?? 0 };
	}
	if (typeof outstanding !== 'number') {
		return PAID.includes(given.financial_status) ? { paidTotal: total, outstandingTotal: 0 } : {};
	}
	const left =
		amountOf(side, given.current_total_price_set, given.current_total_price) ??
		sumOfAll([total, minus(refundedTotal ?? 0)]);
	// What is on its way back is no longer in the current total, unless it is still owed.
	const gone = outstanding < 0 ? 0 : underWay;
	return {
		paidTotal: sumOfAll([left, minus(outstanding), refundedTotal ?? 0, gone]),
		outstandingTotal: outstanding,
	};
}

/** Whether money is still on its way back, or could not be paid. */
const hasUnpaid = ({ refunds }: OrderPayload): boolean =>
	(refunds ?? []).some(({ transactions }) =>
		(transactions ?? []).some(({ kind, status }) => kind === 'refund' && status !== 'success'),
	);
