import type { Order } from '../events/entities.ts';
import { orderSums, roundingOf } from './orderSums.ts';

/** Attribute under which an order of any store keeps numbers that cannot be, as the shop told them. */
export const AMOUNTS_AS_TOLD = 'amountsAsTold';

/**
 * Whether an order's amounts do not make its total, or some could not be read: e-mails then leave rows out,
 * and the merchant has to know.
 */
export function isOddOrder(order: Order): boolean {
	const asTold = order.attributes[AMOUNTS_AS_TOLD];
	if (typeof asTold === 'object' && asTold !== null && Object.keys(asTold).length > 0) return true;
	const { presentment } = order;
	return (
		doesNotFit(order, order.taxesIncluded) ||
		(presentment !== null && doesNotFit(presentment, order.taxesIncluded))
	);
}

type Amounts = Pick<
	Order,
	'currency' | 'total' | 'totalTax' | 'fees' | 'shippingTotal' | 'tips' | 'discountTotal'
> & { readonly lineItems: ReadonlyArray<{ readonly total: number | null }> };

function doesNotFit(amounts: Amounts, taxesIncluded: boolean | null): boolean {
	if (amounts.lineItems.length === 0) return false;
	const { roundingDifference } = orderSums({ ...amounts, taxesIncluded });
	return roundingDifference !== null && Math.abs(roundingDifference) > roundingOf(amounts);
}
