import { minus, total as sumOfAll } from '../../money/amounts.ts';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from '../../events/statuses.ts';

/**
 * Every state that an order can have. A shop gives states as many statuses of its own as it likes, so the state tells
 * what an order's status means.
 *
 * @see magento/magento2 `app/code/Magento/Sales/Model/Order.php`, constants STATE_…
 */
const STATES: Readonly<Record<string, OrderStatus>> = {
	// Placed, and not yet paid: an order by bank transfer or cash on delivery stays so until it is invoiced.
	new: 'pending_payment',
	pending_payment: 'pending_payment',
	payment_review: 'on_hold',
	holded: 'on_hold',
	processing: 'processing',
	// Invoiced, and all of it shipped.
	complete: 'completed',
	// All of it paid back.
	closed: 'refunded',
	canceled: 'cancelled',
};

export const orderStatusOf = (state: string | null | undefined): OrderStatus =>
	state && Object.hasOwn(STATES, state) ? STATES[state]! : 'unknown';

type ToldPayment = {
	readonly state?: string | null | undefined;
	readonly total?: number | null | undefined;
	readonly paid?: number | null | undefined;
	readonly canceled?: number | null | undefined;
	readonly refunded?: number | null | undefined;
};

/** Magento has no status of the payment: what came in and went out tells it. */
export function paymentStatusOf({
	state,
	total,
	paid,
	canceled,
	refunded,
}: ToldPayment): PaymentStatus {
	if (total === undefined || total === null) return 'unknown';
	const came = paid ?? 0;
	const went = refunded ?? 0;
	if (came > 0 && went >= came) return 'refunded';
	if (went > 0) return 'partially_refunded';
	if (state === 'canceled') return came > 0 ? 'paid' : 'voided';
	if (came >= sumOfAll([total, minus(canceled ?? 0)]) && (came > 0 || state !== 'new'))
		return 'paid';
	return came > 0 ? 'partially_paid' : 'pending';
}

type ToldLine = {
	readonly ordered: number;
	readonly shipped: number;
	readonly canceled: number;
	readonly refunded: number;
	readonly isVirtual: boolean;
};

/** What is left to ship of the goods that can be. Where there are none, "complete" says that the customer has it all. */
export function fulfillmentStatusOf(
	lines: readonly ToldLine[],
	state: string | null,
): FulfillmentStatus {
	const goods = lines.filter(({ isVirtual }) => !isVirtual);
	const shipped = goods.reduce((sum, line) => sum + line.shipped, 0);
	const isLeft = goods.some(
		({ ordered, canceled, refunded, ...line }) => line.shipped < ordered - canceled - refunded,
	);
	if (goods.length === 0 && state === 'complete') return 'fulfilled';
	if (shipped === 0) return 'unfulfilled';
	return isLeft ? 'partially_fulfilled' : 'fulfilled';
}
