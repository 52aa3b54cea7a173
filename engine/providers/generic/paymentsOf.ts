import type { MaybeAmount } from '../../money/amounts.ts';
import { orderStatusOf, paymentStatusOf } from './statuses.ts';

/** What an order says about its payment. Absent is "not told". */
export type ToldPayment = {
	readonly status?: string | null | undefined;
	readonly paymentStatus?: string | null | undefined;
	readonly total?: MaybeAmount;
	readonly paidTotal?: MaybeAmount;
	readonly outstandingTotal?: MaybeAmount;
};

const PAID: readonly string[] = ['paid', 'partially_refunded', 'refunded'];
const UNPAID: readonly string[] = ['pending', 'authorized'];
/** Nothing came in, and nothing will. */
const OVER: readonly string[] = ['voided', 'failed'];

/**
 * What came in and what is still to come, as the status of the payment has it, where the shop tells neither:
 * the same as of other stores. Of an order that is paid in part, only the shop knows.
 */
export function paymentsOf({
	status,
	paymentStatus,
	total,
	...told
}: ToldPayment): Pick<ToldPayment, 'paidTotal' | 'outstandingTotal'> {
	if (told.paidTotal !== undefined || told.outstandingTotal !== undefined || !paymentStatus) {
		return {};
	}
	const payment = paymentStatusOf(paymentStatus);
	if (PAID.includes(payment)) return { paidTotal: total ?? null, outstandingTotal: 0 };
	if (OVER.includes(payment)) return { paidTotal: 0, outstandingTotal: 0 };
	if (!UNPAID.includes(payment)) return {};
	const isOver = typeof status === 'string' && orderStatusOf(status) === 'cancelled';
	return { paidTotal: 0, outstandingTotal: isOver ? 0 : (total ?? null) };
}
