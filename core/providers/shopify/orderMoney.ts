import { z } from 'zod/v4';
import { minus, sumOf, total as sumOfAll } from '../../money/amounts.ts';
import { orderSums } from '../../money/orderSums.ts';
import { amount, listOf, text } from '../payloadFields.ts';
import {
	discountAllocation,
	discountOf,
	lineAmounts,
	lineNames,
	type LineItemPayload,
} from './lineItem.ts';
import { amountOf, moneyBag, type Side } from './money.ts';
import type { OrderPayload } from './normaliseOrder.ts';
import { piecesOf, type Pieces } from './pieces.ts';
import { refundedAmount, type OrderCurrencies } from './refund.ts';

/** Of a discount, by whose place in the list allocations name it. */
const discountApplication = z.object({ code: text, title: text, description: text });

/** The fields of an order that are about money, but for its lines and refunds. */
export const moneyFields = {
	currency: text,
	presentment_currency: text,
	taxes_included: z.unknown(),
	total_price: amount,
	total_price_set: moneyBag,
	current_total_price: amount,
	current_total_price_set: moneyBag,
	total_tax: amount,
	total_tax_set: moneyBag,
	current_total_tax: amount,
	current_total_tax_set: moneyBag,
	total_discounts: amount,
	total_discounts_set: moneyBag,
	current_total_discounts: amount,
	current_total_discounts_set: moneyBag,
	total_shipping_price_set: moneyBag,
	total_tip_received: amount,
	total_tip_received_set: moneyBag,
	total_outstanding: amount,
	total_outstanding_set: moneyBag,
	original_total_duties_set: moneyBag,
	original_total_additional_fees_set: moneyBag,
	discount_codes: listOf(z.object({ code: text, amount })),
	discount_applications: listOf(discountApplication),
	shipping_lines: listOf(
		z.object({
			title: text,
			price: amount,
			price_set: moneyBag,
			is_removed: z.unknown(),
			discount_allocations: listOf(discountAllocation),
		}),
	),
};

/** Financial statuses of orders for which no money came in. */
const UNPAID: readonly unknown[] = ['pending', 'authorized', 'voided', 'expired'];

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
	const shop = moneyOf('shop', given, pieces);
	const hasTwo =
		Boolean(given.presentment_currency) && given.presentment_currency !== given.currency;
	const { lines, refunds, ...sums } = shop;
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
				name: given.line_items?.find(({ id }) => id && id === line.line_item_id)?.name ?? null,
				quantity: line.quantity ?? null,
				amount: sumOf([
					amountOf('shop', line.subtotal_set, line.subtotal),
					shop.taxesIncluded === true ? 0 : amountOf('shop', line.total_tax_set, line.total_tax),
				]),
			})),
		})),
	};

	function inPresentment() {
		const {
			lines: own,
			refunds: paidBack,
			taxesIncluded: _same,
			...rest
		} = moneyOf('presentment', given, pieces);
		return {
			...Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, value ?? null])),
			currency: given.presentment_currency ?? null,
			discounts: rest.discounts ?? [],
			fees: rest.fees ?? [],
			lineItems: own.map((amounts, index) => ({
				id: goodsOf(given)[index]!.id ?? null,
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

/** The lines without the one that is the tip, which `total_tip_received` tells. */
function goodsOf({ line_items: lines = [], total_tip_received: tip }: OrderPayload) {
	if (!tip) return lines;
	return lines.filter((line) => line.product_id || line.variant_id || line.name !== 'Tip');
}

/** The money of one side. `undefined` is "the message does not tell". */
function moneyOf(side: Side, given: OrderPayload, pieces: ReadonlyMap<LineItemPayload, Pieces>) {
	const currency = (side === 'shop' ? given.currency : given.presentment_currency) ?? null;
	const taxesIncluded = typeof given.taxes_included === 'boolean' ? given.taxes_included : null;
	const goods = goodsOf(given);
	const amounts = (line: LineItemPayload, count: number | null) =>
		lineAmounts(line, count, side, currency);
	const kept = ({ quantity }: LineItemPayload, { removed }: Pieces) =>
		typeof quantity === 'number' ? quantity - removed : null;
	const lines = goods.map((line) => amounts(line, kept(line, pieces.get(line)!)));
	const refunds = (given.refunds ?? []).map((each) =>
		refundedAmount(each, side, currenciesOf(given)),
	);
	const refundedTotal = given.refunds && sumOf([0, ...refunds]);

	const removed = goods.flatMap((line) => {
		const count = pieces.get(line)!.removed;
		return count > 0 ? [amounts(line, count)] : [];
	});
	const isNothingBack = goods.every((line) => pieces.get(line)!.returned === 0);
	/** After an edit, Shopify's own current amount, unless goods that were given back are not in it. */
	const current = (
		whole: number | null | undefined,
		told: number | null | undefined,
		part: (amounts: Lines[number]) => number,
	) => {
		if (removed.length === 0 || typeof whole !== 'number') return whole;
		if (isNothingBack && typeof told === 'number') return told;
		return sumOfAll([whole, ...removed.map((each) => minus(part(each)))]);
	};
	const discountTotal = current(
		amountOf(side, given.total_discounts_set, given.total_discounts),
		amountOf(side, given.current_total_discounts_set, given.current_total_discounts),
		({ discount }) => discount ?? 0,
	);
	const totalTax = current(
		amountOf(side, given.total_tax_set, given.total_tax),
		amountOf(side, given.current_total_tax_set, given.current_total_tax),
		({ tax }) => tax ?? 0,
	);
	const total = current(
		amountOf(side, given.total_price_set, given.total_price),
		beforeRefunds(
			amountOf(side, given.current_total_price_set, given.current_total_price),
			refundedTotal,
		),
		(each) =>
			sumOfAll([
				each.total ?? 0,
				minus(each.discount ?? 0),
				taxesIncluded === false ? (each.tax ?? 0) : 0,
			]),
	);
	const parts = {
		currency,
		total,
		taxesIncluded,
		totalTax,
		lineItems: lines,
		fees: feesOf(given, side),
		shippingTotal: shippingOf(given, side),
		tips: amountOf(side, given.total_tip_received_set, given.total_tip_received),
		discountTotal,
	};
	const { subtotal, roundingDifference, ...sums } = orderSums(parts);
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
		...paymentsOf(given, side, total, refundedTotal),
		roundingDifference: isTold ? roundingDifference : undefined,
		lines,
		refunds,
	};
}

/** `current_total_price` has lost what was paid back. */
const beforeRefunds = (current: number | null | undefined, refunded: number | null | undefined) =>
	typeof current === 'number' ? sumOfAll([current, refunded ?? 0]) : current;

function currenciesOf(given: OrderPayload): OrderCurrencies {
	const total = (side: Side) => amountOf(side, given.total_price_set, given.total_price) ?? null;
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

/** What each discount takes off the lines and the shipping; where that is not told, off the order. */
function discountsOf(given: OrderPayload, side: Side, goods: readonly LineItemPayload[]) {
	const { discount_applications: applications, discount_codes: codes } = given;
	if (applications === undefined && codes === undefined) return undefined;
	const allocations = [...goods, ...(given.shipping_lines ?? [])].flatMap(
		(each) => each.discount_allocations ?? [],
	);
	const found = (applications ?? []).map(({ code, title, description }, index) => ({
		code: code ?? title ?? description ?? null,
		amount: sumOf(
			allocations
				.filter((each) => (each.discount_application_index ?? 0) === index)
				.map((each) => discountOf(each, side)),
		),
	}));
	if (found.length > 0) return found.filter(({ amount: taken }) => taken !== null);
	return side === 'shop'
		? (codes ?? []).map(({ code, amount: taken }) => ({
				code: code ?? null,
				amount: taken ?? null,
			}))
		: [];
}

/** What came in and what is still to come. */
function paymentsOf(
	given: OrderPayload,
	side: Side,
	total: number | null | undefined,
	refundedTotal: number | null | undefined,
) {
	if (given.financial_status === undefined || typeof total !== 'number') return {};
	const outstanding = amountOf(side, given.total_outstanding_set, given.total_outstanding);
	if (UNPAID.includes(given.financial_status)) {
		const isOver = given.financial_status === 'voided' || Boolean(given.cancelled_at);
		return { paidTotal: 0, outstandingTotal: outstanding ?? (isOver ? 0 : total) };
	}
	if (typeof outstanding !== 'number') {
		const isAll = ['paid', 'partially_refunded', 'refunded'].includes(given.financial_status ?? '');
		return isAll ? { paidTotal: total, outstandingTotal: 0 } : {};
	}
	const left =
		amountOf(side, given.current_total_price_set, given.current_total_price) ??
		sumOfAll([total, minus(refundedTotal ?? 0)]);
	return {
		paidTotal: sumOfAll([left, minus(outstanding), refundedTotal ?? 0]),
		outstandingTotal: outstanding,
	};
}
