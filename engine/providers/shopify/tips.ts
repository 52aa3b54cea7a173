import { sumOf, times } from '../../money/amounts.ts';
import type { LineItemPayload } from './lineItem.ts';
import { amountOf, type Side } from './money.ts';
import type { OrderPayload } from './orderPayload.ts';

const SHOP: Side = { name: 'shop', currency: null };

const isNoProduct = (line: LineItemPayload): boolean => !line.product_id && !line.variant_id;

/** Shopify marks a tip in messages; in the Admin API the line has a name alone, in the language of the shop. */
const isNamedTip = (line: LineItemPayload): boolean =>
	Boolean(line.tip) || (isNoProduct(line) && line.name === 'Tip');

/** Neither sent nor taxed, and of the tip's amount. */
const isOfTheTip = (line: LineItemPayload, tip: number): boolean =>
	isNoProduct(line) &&
	line.requires_shipping === false &&
	line.taxable === false &&
	times(amountOf(SHOP, line.price_set, line.price), line.quantity) === tip;

/** Shopify lists a tip among the lines, and tells it as `total_tip_received` in the shop's currency. */
function tipLinesOf({
	line_items: lines = [],
	...given
}: OrderPayload): ReadonlySet<LineItemPayload> {
	const tip = amountOf(SHOP, given.total_tip_received_set, given.total_tip_received);
	if (tip === 0) return new Set();
	const named = lines.filter(isNamedTip);
	if (named.length > 0 || typeof tip !== 'number') return new Set(named);
	return new Set(lines.filter((line) => isOfTheTip(line, tip)).slice(-1));
}

/** The lines without the one that is the tip, which `total_tip_received` tells. */
export function goodsOf(given: OrderPayload) {
	const tips = tipLinesOf(given);
	return (given.line_items ?? []).filter((line) => !tips.has(line));
}

/** The tip; in the customer's currency its line tells it. */
export function tipsOf(given: OrderPayload, side: Side): number | null | undefined {
	const told = amountOf(side, given.total_tip_received_set, given.total_tip_received);
	if (told !== undefined) return told;
	const lines = [...tipLinesOf(given)];
	if (lines.length === 0) return undefined;
	return sumOf(
		lines.map((line) => times(amountOf(side, line.price_set, line.price), line.quantity)),
	);
}
