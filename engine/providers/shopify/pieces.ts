import { justHappened } from '../justHappened.ts';
import type { LineItemPayload } from './lineItem.ts';
import type { OrderPayload } from './orderPayload.ts';
import { hasMoneyBack, isReturn, type RefundPayload } from './refund.ts';

/** What became of the pieces of a line. `null` is "not told". */
export type Pieces = {
	/** Taken out of the order by an edit. */
	readonly removed: number;
	/** Given back, for money or not. */
	readonly returned: number;
	readonly fulfilled: number | null;
	/** Given back for money. */
	readonly refunded: number | null;
};

/** Fulfillments that ship nothing. */
const NOT_SHIPPED: readonly unknown[] = ['cancelled', 'error', 'failure'];

/**
 * Counts what became of each line. `current_quantity` is what is left after edits and after returns: what
 * is missing and was not given back has been taken out. A cancelled order keeps what it was: what its
 * cancellation has put back on the shelves counts as given back.
 */
export function piecesOf(given: OrderPayload): ReadonlyMap<LineItemPayload, Pieces> {
	const { line_items: lines = [], refunds, fulfillments } = given;
	const cancelling = (refunds ?? []).filter((refund) => isOfCancellation(refund, given));
	const givenBack = countById(
		(refunds ?? [])
			.filter((refund) => isReturn(refund) || cancelling.includes(refund))
			.flatMap((refund) => refund.refund_line_items ?? []),
		(line) => line.line_item_id,
	);
	const isEditKnown =
		!given.cancelled_at ||
		cancelling.some(({ refund_line_items: goods }) => goods?.some((line) => line.line_item_id));
	const refunded = countById(
		(refunds ?? []).filter(hasMoneyBack).flatMap((refund) => refund.refund_line_items ?? []),
		(line) => line.line_item_id,
	);
	const shipped = countById(
		(fulfillments ?? [])
			.filter(({ status }) => !NOT_SHIPPED.includes(status))
			.flatMap(({ line_items: part }) => part ?? []),
		(line) => line.id,
	);
	return new Map(
		lines.map((line) => {
			const id = line.id ?? '';
			const { quantity, current_quantity: current } = line;
			const returned = givenBack.get(id) ?? 0;
			const missing =
				!isEditKnown || typeof quantity !== 'number' || typeof current !== 'number'
					? 0
					: quantity - current - returned;
			return [
				line,
				{
					removed: Math.max(0, missing),
					returned,
					fulfilled: fulfillments ? (shipped.get(id) ?? 0) : null,
					refunded: refunds ? (refunded.get(id) ?? 0) : null,
				},
			];
		}),
	);
}

/** A cancellation makes a refund of all goods that are still in the order, also where nobody had paid. */
const isOfCancellation = (refund: RefundPayload, { cancelled_at: at }: OrderPayload): boolean =>
	justHappened(refund.created_at, at);

function countById<L extends { quantity?: number | null }>(
	lines: readonly L[],
	idOf: (line: L) => string | null | undefined,
): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const line of lines) {
		const id = idOf(line);
		if (id) counts.set(id, (counts.get(id) ?? 0) + (line.quantity ?? 0));
	}
	return counts;
}
