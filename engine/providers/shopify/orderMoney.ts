import { minus, sumOf, total as sumOfAll } from '../../money/amounts.ts';
import { orderSums } from '../../money/orderSums.ts';
import { discountsOf } from './discounts.ts';
import { fitting } from './fittingTotals.ts';
import { lineAmounts, lineNames, type LineItemPayload } from './lineItem.ts';
import { amountOf, type Side, type SideName } from './money.ts';
import type { OrderPayload } from './orderPayload.ts';
import { paymentsOf } from './payments.ts';
import { piecesOf, type Pieces } from './pieces.ts';
import { asPaid, refundedAmount, type OrderCurrencies } from './refund.ts';
import { goodsOf, tipsOf } from './tips.ts';

/**
 * The money of an order, its lines and its refunds, as the canonical order has them.
 *
 * `total_price` is what was ordered, before returns; `current_total_price` is what is left of it after
 * edits and returns. What an edit has taken out is not paid for: it is in none of the sums. What was given
 * back for money stays in them, and `refundedTotal` tells it.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
export function orderMoney(given: OrderPayload) {
	const pieces = piecesOf(given);
	const inShop = sideOf('shop', given);
	const shop = moneyOf(inShop, given, pieces);
	const hasTwo =
		Boolean(given.presentment_currency) && given.presentment_currency !== given.currency;
	const { lines, refunds, ...sums } = shop;
	const names = new Map(given.line_items?.map(({ id, name }) => [id ?? '', name]));
	return {
		...sums,
		currency: given.currency,
		presentment: given.currency === undefined ? undefined : hasTwo ? inPresentment() : null,
		lineItems: given.line_items && linesOf(given, pieces, lines),
		refunds: given.refunds?.map((each, index) => ({
			id: each.id,
			amount: refunds[index]!,
			currency: given.currency ?? null,
			reason: each.note ?? null,
			createdAt: each.created_at ?? null,
			lineItems: (each.refund_line_items ?? []).map((line) => ({
				lineItemId: line.line_item_id ?? null,
				name: names.get(line.line_item_id ?? '') ?? null,
				quantity: line.quantity ?? null,
				amount: sumOf([
					amountOf(inShop, line.subtotal_set, line.subtotal),
					shop.taxesIncluded === true ? 0 : amountOf(inShop, line.total_tax_set, line.total_tax),
				]),
			})),
		})),
	};

	function inPresentment() {
		const goods = goodsOf(given);
		const {
			lines: own,
			refunds: paidBack,
			taxesIncluded: _same,
			...rest
		} = moneyOf(sideOf('presentment', given), given, pieces);
		return {
			...Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, value ?? null])),
			currency: given.presentment_currency ?? null,
			discounts: rest.discounts ?? [],
			fees: rest.fees ?? [],
			lineItems: own.map((amounts, index) => ({
				id: goods[index]!.id ?? null,
				...amounts,
			})),
			refunds: (given.refunds ?? []).map(({ id }, index) => ({ id, amount: paidBack[index]! })),
		};
	}
}

type Lines = ReadonlyArray<ReturnType<typeof lineAmounts>>;

function linesOf(given: OrderPayload, pieces: ReadonlyMap<LineItemPayload, Pieces>, lines: Lines) {
	return goodsOf(given).map((line, index) => {
		const { removed, fulfilled, refunded } = pieces.get(line)!;
		return {
			...lineNames(line),
			currentQuantity: line.current_quantity ?? line.quantity ?? null,
			removedQuantity: removed,
			fulfilledQuantity: fulfilled,
			refundedQuantity: refunded,
			...lines[index]!,
		};
	});
}

/** The money of one side. `undefined` is "the message does not tell". */
function moneyOf(side: Side, given: OrderPayload, pieces: ReadonlyMap<LineItemPayload, Pieces>) {
	const { currency } = side;
	const taxesIncluded = typeof given.taxes_included === 'boolean' ? given.taxes_included : null;
	const goods = goodsOf(given);
	const amounts = (line: LineItemPayload, count: number | null) => lineAmounts(line, count, side);
	const kept = ({ quantity }: LineItemPayload, { removed }: Pieces) =>
		typeof quantity === 'number' ? quantity - removed : null;
	const lines = goods.map((line) => amounts(line, kept(line, pieces.get(line)!)));
	const currencies = currenciesOf(given);
	const refunds = (given.refunds ?? []).map((each) => refundedAmount(each, side, currencies));
	const refundedTotal = given.refunds && sumOf([0, ...refunds]);
	const underWay = sumOfAll(
		(given.refunds ?? []).map((each, index) =>
			sumOfAll([refundedAmount(asPaid(each), side, currencies), minus(refunds[index]!)]),
		),
	);

	const parts = {
		currency,
		taxesIncluded,
		lineItems: lines,
		fees: feesOf(given, side),
		shippingTotal: shippingOf(given, side),
		tips: tipsOf(given, side),
	};
	const removed = goods.flatMap((line) => {
		const count = pieces.get(line)!.removed;
		return count > 0 ? [amounts(line, count)] : [];
	});
	const whole = {
		total: amountOf(side, given.total_price_set, given.total_price),
		totalTax: amountOf(side, given.total_tax_set, given.total_tax),
		discountTotal: amountOf(side, given.total_discounts_set, given.total_discounts),
	};
	const now = {
		total: amountOf(side, given.current_total_price_set, given.current_total_price),
		totalTax: amountOf(side, given.current_total_tax_set, given.current_total_tax),
		discountTotal: amountOf(side, given.current_total_discounts_set, given.current_total_discounts),
	};
	const isNothingBack = goods.every((line) => pieces.get(line)!.returned === 0);
	const { total, totalTax, discountTotal } = fitting(parts, {
		whole,
		now,
		removed,
		refundedTotal: refundedTotal ?? 0,
		isNothingBack,
	});
	const { subtotal, roundingDifference, ...sums } = orderSums({
		...parts,
		total,
		totalTax,
		discountTotal,
	});
	const isTold = given.line_items !== undefined;
	return {
		taxesIncluded: given.taxes_included === undefined ? undefined : sums.taxesIncluded,
		total,
		subtotal: isTold ? subtotal : undefined,
		totalTax,
		shippingTotal: parts.shippingTotal,
		discountTotal,
		discounts: discountsOf(given, side, goods),
		fees: isTold ? parts.fees : undefined,
		tips: parts.tips,
		refundedTotal,
		...paymentsOf(given, side, total, { refundedTotal, underWay }),
		roundingDifference: isTold ? roundingDifference : undefined,
		lines,
		refunds,
	};
}

function sideOf(name: SideName, given: OrderPayload): Side {
	const currency = name === 'shop' ? given.currency : given.presentment_currency;
	return { name, currency: currency ?? null };
}

function currenciesOf(given: OrderPayload): OrderCurrencies {
	const total = (name: SideName) =>
		amountOf(sideOf(name, given), given.total_price_set, given.total_price) ?? null;
	return {
		shop: given.currency ?? null,
		presentment: given.presentment_currency ?? null,
		total: { shop: total('shop'), presentment: total('presentment') },
	};
}

/** Before discounts, as the discounts are told of the whole order. */
function shippingOf({ shipping_lines: all, ...given }: OrderPayload, side: Side) {
	const lines = (all ?? []).filter((line) => line.is_removed !== true);
	const prices = lines.map((line) => amountOf(side, line.price_set, line.price));
	return lines.length > 0 && prices.every((price) => typeof price === 'number')
		? sumOf(prices)
		: amountOf(side, given.total_shipping_price_set);
}

function feesOf(given: OrderPayload, side: Side) {
	const fees = [
		['Duties', amountOf(side, given.original_total_duties_set)],
		['Additional fees', amountOf(side, given.original_total_additional_fees_set)],
	] as const;
	return fees.flatMap(([name, fee]) => (fee ? [{ name, amount: fee, tax: null }] : []));
}
