import { z } from 'zod/v4';
import { sumOf } from '../money.ts';
import { amount, listOf, requiredId, text, time } from '../payloadFields.ts';

/**
 * A refund as an order lists it.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/refund
 */
export const refund = z.object({
	id: requiredId,
	created_at: time,
	note: text,
	transactions: listOf(z.object({ kind: text, status: text, amount, currency: text })),
	refund_line_items: listOf(z.object({ subtotal: amount, total_tax: amount })),
	order_adjustments: listOf(z.object({ kind: text, amount, tax_amount: amount })),
});

/**
 * What a refund gives back, in the shop's currency. The payments are in the currency of the customer:
 * where that is another one, the returned goods tell the amount.
 */
export function refundedAmount(given: z.output<typeof refund>, currency: string | null): number {
	const payments = (given.transactions ?? []).filter(
		({ kind, status }) => kind === 'refund' && status !== 'failure' && status !== 'error',
	);
	const isOwnCurrency = payments.every(
		(payment) => !payment.currency || payment.currency === currency,
	);
	if (payments.length > 0 && isOwnCurrency) {
		return sumOf(payments.map((payment) => payment.amount)) ?? 0;
	}
	const goods = (given.refund_line_items ?? []).flatMap((line) => [line.subtotal, line.total_tax]);
	const shipping = (given.order_adjustments ?? [])
		.filter(({ kind }) => kind === 'shipping_refund')
		.flatMap((adjustment) => [-(adjustment.amount ?? 0), -(adjustment.tax_amount ?? 0)]);
	return sumOf([...goods, ...shipping]) ?? 0;
}
