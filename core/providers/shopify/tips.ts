import { sumOf, times } from '../../money/amounts.ts';
import type { LineItemPayload } from './lineItem.ts';
import { amountOf, type Side } from './money.ts';
import type { OrderPayload } from './normaliseOrder.ts';

/** Shopify lists a tip among the lines, and tells it as `total_tip_received` in the shop's currency. */
const isTip = (line: LineItemPayload): boolean =>
	!line.product_id && !line.variant_id && line.name === 'Tip';

/** The lines without the one that is the tip, which `total_tip_received` tells. */
export function goodsOf({ line_items: lines = [], total_tip_received: tip }: OrderPayload) {
	return tip ? lines.filter((line) => !isTip(line)) : lines;
}

/** The tip; in the customer's currency its line tells it. */
export function tipsOf(given: OrderPayload, side: Side): number | null | undefined {
	const told = amountOf(side, given.total_tip_received_set, given.total_tip_received);
	if (told !== undefined) return told;
	const lines = (given.line_items ?? []).filter(isTip);
	if (lines.length === 0) return undefined;
	return sumOf(
		lines.map((line) => times(amountOf(side, line.price_set, line.price), line.quantity)),
	);
}
