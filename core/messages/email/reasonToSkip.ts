import { fields, number } from '../../templates/itemFields.ts';
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

/** Of an order that says so. One that does not tell its refunds is believed where it says "refunded". */
function isWithoutRefund(item: Readonly<Record<string, unknown>>): boolean {
	const refunded = number(fields(item.order)?.refundedTotal);
	return refunded !== null && refunded <= 0;
}
