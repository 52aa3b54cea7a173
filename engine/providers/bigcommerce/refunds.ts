import { z } from 'zod/v4';
import { total as sumOfAll } from '../../money/amounts.ts';
import { amount, listOf, reference, requiredId, text } from '../payloadFields.ts';
import { storeTime } from './storeTime.ts';

/** As version 3 lists the refunds of an order. */
export const refunds = listOf(
	z.object({
		id: requiredId,
		created: storeTime,
		reason: text,
		total_amount: amount,
		items: listOf(
			z.object({
				item_type: text,
				item_id: reference,
				quantity: amount,
				requested_amount: amount,
			}),
		),
		payments: listOf(z.object({ amount, is_declined: z.unknown() })),
	}),
);
type Refunds = NonNullable<z.output<typeof refunds>>;

type Told = {
	readonly status_id?: number | null | undefined;
	readonly payment_status?: string | null | undefined;
	readonly refunded_amount?: number | null | undefined;
};

/** Refunded, and partially refunded. */
const REFUNDED: readonly unknown[] = [4, 14];

const saysRefunded = ({ status_id: id, payment_status: word }: Told): boolean =>
	REFUNDED.includes(id) || /refunded/i.test(word ?? '');

/**
 * Whether an order may have refunds. The documents say of `refunded_amount` that it is always 0, and show it as the
 * sum: so a 0 proves nothing.
 *
 * @see bigcommerce/docs `reference/orders.v2.oas2.yml`, order_Shared
 */
export const mayHaveRefunds = (order: Told): boolean =>
	order.refunded_amount !== 0 || saysRefunded(order);

/**
 * How much went back. `null` where the order says that it was refunded, and nothing says how much: somebody has given
 * it that status by hand.
 */
export function refundedTotalOf(
	order: Told & { readonly refunds?: Refunds | undefined },
): number | null | undefined {
	const listed = sumOfAll((order.refunds ?? []).map(amountOf));
	const most = Math.max(listed, order.refunded_amount ?? 0);
	if (most > 0) return most;
	return saysRefunded(order) ? null : order.refunded_amount;
}

/** What was declined went to nobody. */
function amountOf({ total_amount: all, payments }: Refunds[number]): number {
	const works = payments?.filter(({ is_declined: isDeclined }) => isDeclined !== true);
	return payments && works && works.length < payments.length
		? sumOfAll(works.map((one) => one.amount ?? 0))
		: (all ?? 0);
}

type Ordered = Told & {
	readonly refunds?: Refunds | undefined;
	readonly products?: ReadonlyArray<{
		readonly id?: string | null | undefined;
		readonly name?: string | null | undefined;
		readonly name_customer?: string | null | undefined;
	}>;
};

/** @returns `undefined` where they were not read of an order that may have some */
export function refundsOf(order: Ordered, currency: string | null) {
	if (order.refunds === undefined) return mayHaveRefunds(order) ? undefined : [];
	const names = new Map(order.products?.map((one) => [one.id, one.name_customer ?? one.name]));
	return order.refunds.map((refund) => ({
		id: refund.id,
		amount: amountOf(refund),
		currency,
		reason: refund.reason ?? null,
		createdAt: refund.created ?? null,
		lineItems: (refund.items ?? [])
			.filter(({ item_type: type }) => type === 'PRODUCT')
			.map((item) => ({
				lineItemId: item.item_id ?? null,
				name: names.get(item.item_id) ?? null,
				quantity: item.quantity ?? null,
				amount: item.requested_amount ?? null,
			})),
	}));
}
