import { minus, roundTo, sumOf } from '../../money/amounts.ts';
import { orderSums } from '../../money/orderSums.ts';
import { listOf } from '../payloadFields.ts';
import { slipDetailPayload, type DetailPayload, type SlipPayload } from './orderPayload.ts';
import type { OrderParts } from './orderParts.ts';
import { isOn, OVER } from './statuses.ts';
import type { OrderStatus } from '../../events/statuses.ts';
import type { ShopClock } from './zone.ts';

const slipDetails = listOf(slipDetailPayload);

/**
 * The money of an order as the customer sees it: with tax, as PrestaShop's invoices have it. What a discount takes off
 * which line, PrestaShop does not tell; nor in which of them it is only for the parcel.
 *
 * @param moment the order's status, whether it was paid by then, and whether it was certainly not
 */
export function orderMoney(
	{ order, details, slips, cartRules, currency }: OrderParts,
	moment: {
		readonly status: OrderStatus;
		readonly wasPaid: boolean;
		readonly isUnpaid: boolean;
	},
	clock: ShopClock,
) {
	const round = (amount: number | null | undefined) =>
		typeof amount === 'number' ? roundTo(currency, amount) : amount;
	const less = (incl: number | null | undefined, excl: number | null | undefined) =>
		typeof incl === 'number' && typeof excl === 'number' ? sumOf([incl, minus(excl)]) : null;
	const total = round(order.total_paid_tax_incl) ?? null;
	const discountTotal = round(order.total_discounts_tax_incl);
	const lineItems = details.map((line) => lineOf(line, (discountTotal ?? 0) > 0, round, less));
	const wrapping = round(order.total_wrapping_tax_incl) ?? 0;
	const wrappingTax = round(less(wrapping, order.total_wrapping_tax_excl));
	const fees =
		wrapping > 0 ? [{ name: 'Gift wrapping', amount: wrapping, tax: wrappingTax ?? null }] : [];
	const sums = {
		currency,
		total,
		totalTax: round(less(order.total_paid_tax_incl, order.total_paid_tax_excl)),
		shippingTotal: round(order.total_shipping_tax_incl),
		discountTotal,
	};
	const { subtotal, roundingDifference } = orderSums({
		...sums,
		taxesIncluded: true,
		lineItems,
		fees,
	});
	return {
		...sums,
		taxesIncluded: true,
		subtotal,
		discounts: cartRules
			.filter(({ deleted }) => !isOn(deleted))
			.map(({ value }) => ({ code: null, amount: round(value) ?? null })),
		fees,
		refundedTotal: refundedTotalOf(slips, currency),
		...paymentsOf(total, moment.isUnpaid ? 0 : (round(order.total_paid_real) ?? 0), moment),
		roundingDifference,
		lineItems,
		refunds: slips.map((slip) => ({
			id: slip.id,
			amount: amountOf(slip, currency),
			currency,
			reason: null,
			createdAt: clock.inUtc(slip.date_add),
			lineItems: detailsOf(slip).map((each) => ({
				lineItemId: each.id_order_detail ?? null,
				name: details.find(({ id }) => id === each.id_order_detail)?.product_name ?? null,
				quantity: each.product_quantity ?? null,
				amount: round(each.amount_tax_incl) ?? null,
			})),
		})),
	};
}

type Amount = number | null | undefined;

function lineOf(
	line: DetailPayload,
	isDiscounted: boolean,
	round: (amount: Amount) => Amount,
	less: (incl: Amount, excl: Amount) => number | null,
) {
	const quantity = line.product_quantity ?? null;
	// Before an order is shipped, pieces are paid back; afterwards they are sent back.
	const back = sumOf([line.product_quantity_refunded ?? 0, line.product_quantity_return ?? 0]) ?? 0;
	return {
		id: line.id,
		productId: line.product_id ?? null,
		variantId: line.product_attribute_id ?? null,
		sku: line.product_reference ?? null,
		name: line.product_name ?? null,
		quantity,
		currentQuantity: quantity === null ? null : Math.max(0, quantity - back),
		removedQuantity: 0,
		refundedQuantity: line.product_quantity_refunded ?? null,
		price: round(line.unit_price_tax_incl) ?? null,
		total: round(line.total_price_tax_incl) ?? null,
		discount: isDiscounted ? null : 0,
		tax: isDiscounted
			? null
			: (round(less(line.total_price_tax_incl, line.total_price_tax_excl)) ?? null),
	};
}

const detailsOf = (slip: SlipPayload) =>
	slipDetails.parse(slip.associations?.order_slip_details ?? null) ?? [];

/** A slip tells goods and parcel with their tax; of before PrestaShop 1.7, an amount alone. */
function amountOf(slip: SlipPayload, currency: string | null): number {
	const goods = slip.total_products_tax_incl;
	const withTax = sumOf([goods, slip.total_shipping_tax_incl]) ?? 0;
	if (withTax <= 0) {
		return roundTo(currency, sumOf([slip.amount, slip.shipping_cost_amount]) ?? 0);
	}
	const chosen = chosenIn(slip, currency);
	const back =
		chosen === null ? [withTax, minus(voucherIn(slip))] : [chosen, slip.total_shipping_tax_incl];
	return roundTo(currency, sumOf(back) ?? 0);
}

/** As `order_slip_type` has it. @see PrestaShop/PrestaShop `src/Core/Domain/Order/VoucherRefundType.php` */
const WHOLE = '0';
const CHOSEN = '2';

/**
 * What somebody typed to be paid back for the goods, whatever their prices. A slip for the parcel is of the same type,
 * and has the prices there.
 *
 * @see PrestaShop/PrestaShop `src/Adapter/Order/Refund/OrderSlipCreator.php`
 */
function chosenIn(slip: SlipPayload, currency: string | null): number | null {
	const { order_slip_type: type, amount } = slip;
	if (type !== CHOSEN || typeof amount !== 'number' || amount <= 0) return null;
	const prices = [slip.total_products_tax_incl, slip.total_products_tax_excl];
	const isPrice = prices.some(
		(price) => typeof price === 'number' && roundTo(currency, price) === roundTo(currency, amount),
	);
	return isPrice ? null : amount;
}

/** So much each line may be off by rounding. */
const ROUNDING = 0.02;

/** A voucher that was not paid back. Where prices hold their tax, PrestaShop takes it off the sum without tax alone. */
function voucherIn(slip: SlipPayload): number {
	const lines = detailsOf(slip);
	const prices = sumOf(lines.map((each) => each.amount_tax_excl));
	const { order_slip_type: type, total_products_tax_excl: left } = slip;
	if ((type ?? WHOLE) === WHOLE || prices === null || typeof left !== 'number') return 0;
	const voucher = sumOf([prices, minus(left)]) ?? 0;
	return voucher > ROUNDING * lines.length ? voucher : 0;
}

export const refundedTotalOf = (slips: readonly SlipPayload[], currency: string | null): number =>
	sumOf([0, ...slips.map((slip) => amountOf(slip, currency))]) ?? 0;

function paymentsOf(
	total: number | null,
	paidInAll: number,
	{ status, wasPaid }: { readonly status: OrderStatus; readonly wasPaid: boolean },
) {
	// Some payment modules give the status, and enter no payment.
	const paidTotal = wasPaid && paidInAll === 0 ? total : paidInAll;
	if (total === null || paidTotal === null) return {};
	const isOver = OVER.has(status) || paidTotal > 0;
	const left = sumOf([total, minus(paidTotal)]) ?? 0;
	return { paidTotal, outstandingTotal: isOver && paidTotal === 0 ? 0 : left };
}
