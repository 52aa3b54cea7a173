import { fields, list, number, text } from '../../templates/itemFields.ts';
import type { EmailSettings } from './composeEmail.ts';
import { isNobody } from './recipientsOf.ts';

/**
 * Why an e-mail has no point, in words for the output; `null` where it has one. Not an error: nobody has to
 * put anything right, and the workflow goes on.
 *
 * @param item as a trigger emits it
 */
export function reasonToSkip(
	item: Readonly<Record<string, unknown>>,
	{ recipient, template }: Pick<EmailSettings, 'recipient' | 'template'>,
): string | null {
	if (recipient.kind === 'customer' && isNobody(item)) {
		return 'the customer has no e-mail address';
	}
	if (template === 'refund_confirmation' && isWithoutRefund(item)) {
		return 'no money has been refunded';
	}
	return null;
}

/** An order that does not tell how much was refunded is believed where it, or the event, says "refunded". */
function isWithoutRefund(item: Readonly<Record<string, unknown>>): boolean {
	const order = fields(item.order);
	if (order === null) return false;
	const refunded = number(order.refundedTotal);
	if (refunded !== null) return refunded <= 0;
	// One that a workflow has put together says nothing by what it lacks.
	if (!Array.isArray(order.refunds)) return false;
	const words = [order.status, order.paymentStatus].map(text);
	const codes = fields(item.event)?.codes;
	return !(
		list(order.refunds).length > 0 ||
		words.some((word) => word === 'refunded' || word === 'partially_refunded') ||
		(Array.isArray(codes) && codes.includes('order_refunded'))
	);
}
