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
	return whyUntrue(item, template, recipient.kind === 'customer');
}

/**
 * Why what a template says is not so, or no more; `null` where it is.
 *
 * @param isForCustomer or else for the shop's team, who may hear of an order that has come to nothing
 */
export function whyUntrue(
	item: Readonly<Record<string, unknown>>,
	template: EmailSettings['template'],
	isForCustomer: boolean,
): string | null {
	const reason = isForCustomer ? NO_MORE[template]?.(item) : null;
	if (reason) return reason;
	const isWrong = template === 'refund_confirmation' && isWithoutRefund(item);
	return isWrong ? 'no money has been refunded' : null;
}

type Item = Readonly<Record<string, unknown>>;

const shipmentIsOff = ({ shipment }: Item) =>
	text(fields(shipment)?.status) === 'cancelled' ? 'the shipment has been cancelled' : null;

/** What has come to nothing since: nobody is thanked for it, and nothing is announced. */
const NO_MORE: Partial<Record<EmailSettings['template'], (item: Item) => string | null>> = {
	order_confirmation: ({ order }) => {
		const status = text(fields(order)?.status);
		if (status === 'cancelled') return 'the order has been cancelled';
		return status === 'failed' ? 'the order was not paid for' : null;
	},
	shipping_confirmation: shipmentIsOff,
	out_for_delivery: shipmentIsOff,
	delivery_confirmation: shipmentIsOff,
};

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
