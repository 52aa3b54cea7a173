/**
 * One sale as three kinds of store tell it: 2 mugs of 59.50 with 19 % tax in it (50 without), 10 % off by the
 * code TEN, and 5.95 (5.00) for the parcel. 113.05 are to be paid, 18.05 of them tax.
 */
export type Sale = {
	readonly isGross: boolean;
	readonly isPaid: boolean;
	/** How many of the two mugs have left the shop. */
	readonly shipped: 0 | 1 | 2;
	/** Payments that went back. */
	readonly refunds: readonly number[];
	readonly isCancelled: boolean;
	/** The code takes off everything, and nothing is paid for the parcel. */
	readonly isFree?: boolean;
};

const CREATED = '2026-03-01T10:00:00Z';
const LATER = '2026-03-02T10:00:00Z';
const text = (amount: number) => amount.toFixed(2);
const TOTAL = 113.05;

const amountsOf = ({ isGross, isFree = false }: Sale) => ({
	price: isGross ? 59.5 : 50,
	discount: isFree ? (isGross ? 119 : 100) : isGross ? 11.9 : 10,
	shipping: isFree ? 0 : isGross ? 5.95 : 5,
	lineTax: isFree ? 0 : 17.1,
	tax: isFree ? 0 : 18.05,
	total: isFree ? 0 : TOTAL,
});
const back = ({ refunds }: Sale) => refunds.reduce((sum, amount) => sum + amount, 0);

export function shopifySale(sale: Sale) {
	const { price, discount, shipping, lineTax, tax, total } = amountsOf(sale);
	const isWhole = back(sale) >= total && back(sale) > 0;
	return {
		id: 1,
		name: '#1',
		currency: 'EUR',
		presentment_currency: 'EUR',
		taxes_included: sale.isGross,
		created_at: CREATED,
		updated_at: LATER,
		cancelled_at: sale.isCancelled ? LATER : null,
		closed_at: null,
		financial_status: isWhole
			? 'refunded'
			: back(sale) > 0
				? 'partially_refunded'
				: sale.isPaid
					? 'paid'
					: sale.isCancelled
						? 'voided'
						: 'pending',
		fulfillment_status: [null, 'partial', 'fulfilled'][sale.shipped],
		total_price: text(total),
		current_total_price: text(total - back(sale)),
		total_tax: text(tax),
		current_total_tax: text(tax),
		total_discounts: text(discount),
		current_total_discounts: text(discount),
		total_tip_received: '0.00',
		total_outstanding: sale.isPaid || sale.isCancelled ? '0.00' : text(total),
		total_shipping_price_set: { shop_money: { amount: text(shipping), currency_code: 'EUR' } },
		shipping_lines: [{ title: 'Parcel', price: text(shipping), discount_allocations: [] }],
		discount_codes: [{ code: 'TEN', amount: text(discount), type: 'percentage' }],
		discount_applications: [{ code: 'TEN', type: 'discount_code', value: '10.0' }],
		line_items: [
			{
				id: 11,
				product_id: 21,
				variant_id: 31,
				sku: 'MUG',
				name: 'Mug',
				quantity: 2,
				current_quantity: 2,
				price: text(price),
				discount_allocations: [{ amount: text(discount), discount_application_index: 0 }],
				tax_lines: [{ price: text(lineTax) }],
			},
		],
		refunds: sale.refunds.map((amount, index) => ({
			id: 41 + index,
			created_at: LATER,
			note: 'late',
			transactions: [{ kind: 'refund', status: 'success', amount: text(amount), currency: 'EUR' }],
			refund_line_items: [],
			order_adjustments: [],
		})),
		fulfillments:
			sale.shipped === 0
				? []
				: [
						{
							id: 51,
							order_id: 1,
							status: 'success',
							created_at: LATER,
							updated_at: LATER,
							line_items: [{ id: 11, quantity: sale.shipped }],
						},
					],
		payment_gateway_names: ['Bank'],
	};
}

export function wooSale(sale: Sale) {
	const { total, tax } = amountsOf(sale);
	const isFree = sale.isFree ?? false;
	const isWhole = back(sale) >= total && back(sale) > 0;
	const net = { discount: isFree ? 100 : 10, shipping: isFree ? 0 : 5 };
	return {
		id: 1,
		number: '1',
		status: sale.isCancelled
			? 'cancelled'
			: isWhole
				? 'refunded'
				: sale.shipped === 2
					? 'completed'
					: sale.shipped === 1
						? 'partial-shipped'
						: sale.isPaid
							? 'processing'
							: 'on-hold',
		currency: 'EUR',
		prices_include_tax: sale.isGross,
		date_created_gmt: CREATED.slice(0, 19),
		date_modified_gmt: LATER.slice(0, 19),
		date_paid_gmt: sale.isPaid ? CREATED.slice(0, 19) : null,
		date_completed_gmt: sale.shipped === 2 ? LATER.slice(0, 19) : null,
		total: text(total),
		total_tax: text(tax),
		shipping_total: text(net.shipping),
		shipping_tax: text(isFree ? 0 : 0.95),
		discount_total: text(net.discount),
		discount_tax: text(isFree ? 19 : 1.9),
		line_items: [
			{
				id: 11,
				product_id: 21,
				variation_id: 31,
				sku: 'MUG',
				name: 'Mug',
				quantity: 2,
				subtotal: '100.00',
				subtotal_tax: '19.00',
				total: text(100 - net.discount),
				total_tax: text(isFree ? 0 : 17.1),
				price: (100 - net.discount) / 2,
			},
		],
		fee_lines: [],
		shipping_lines: [{ method_title: 'Parcel', total: text(net.shipping) }],
		coupon_lines: [
			{ code: 'TEN', discount: text(net.discount), discount_tax: text(isFree ? 19 : 1.9) },
		],
		refunds: sale.refunds.map((amount, index) => ({
			id: 41 + index,
			reason: 'late',
			total: text(-amount),
		})),
		payment_method_title: 'Bank',
	};
}

export function genericSale(sale: Sale) {
	const { price, discount, shipping, lineTax, tax, total } = amountsOf(sale);
	const isWhole = back(sale) >= total && back(sale) > 0;
	return {
		id: '1',
		number: '#1',
		status: sale.isCancelled
			? 'cancelled'
			: isWhole
				? 'refunded'
				: sale.shipped === 2
					? 'completed'
					: sale.shipped === 1
						? 'partially_fulfilled'
						: sale.isPaid
							? 'processing'
							: 'pending_payment',
		paymentStatus: isWhole
			? 'refunded'
			: back(sale) > 0
				? 'partially_refunded'
				: sale.isPaid
					? 'paid'
					: sale.isCancelled
						? 'voided'
						: 'pending',
		fulfillmentStatus: ['unfulfilled', 'partially_fulfilled', 'fulfilled'][sale.shipped],
		currency: 'EUR',
		taxesIncluded: sale.isGross,
		total,
		totalTax: text(tax),
		shippingTotal: shipping,
		discountTotal: discount,
		discounts: [{ code: 'TEN', amount: discount }],
		refundedTotal: back(sale),
		createdAt: CREATED,
		updatedAt: LATER,
		lineItems: [{ id: '11', sku: 'MUG', name: 'Mug', quantity: 2, price, discount, tax: lineTax }],
		refunds: sale.refunds.map((amount, index) => ({
			id: 41 + index,
			amount,
			currency: 'EUR',
			reason: 'late',
		})),
		paymentMethod: 'Bank',
		shippingMethod: 'Parcel',
	};
}
