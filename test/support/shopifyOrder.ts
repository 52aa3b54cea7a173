import { decimalsOf } from '../../engine/money/amounts.ts';

/** Orders as Shopify's messages have them, made of what a test says of them. */

export type LineSpec = {
	readonly id: number;
	readonly name: string;
	readonly price: number;
	readonly quantity: number;
	/** What is left of it after edits and returns. */
	readonly current?: number;
	/** What the discounts take off all of it, each with its place among the order's discounts. */
	readonly off?: ReadonlyArray<readonly [discount: number, amount: number]>;
	readonly tax?: number;
	readonly more?: object;
};

export type RefundSpec = {
	readonly id: number;
	readonly at?: string;
	/** In the currency that the customer paid in. */
	readonly payments?: ReadonlyArray<{
		readonly amount: number;
		readonly kind?: string;
		readonly status?: string;
		readonly currency?: string;
		readonly gateway?: string;
	}>;
	readonly goods?: ReadonlyArray<{
		readonly line: number;
		readonly quantity: number;
		readonly restock: 'no_restock' | 'return' | 'cancel' | 'legacy_restock';
		readonly subtotal: number;
		readonly tax?: number;
	}>;
	readonly adjustments?: ReadonlyArray<{ kind: string; amount: number; tax?: number }>;
	readonly shipping?: ReadonlyArray<{ amount: number; tax?: number }>;
	readonly note?: string;
	readonly more?: object;
};

export type OrderSpec = {
	readonly at: string;
	readonly financial: string;
	readonly lines: readonly LineSpec[];
	readonly currency?: string;
	/** What the customer paid in, and how much of it one unit of the shop's currency is. */
	readonly paidIn?: { readonly currency: string; readonly rate: number };
	readonly taxesIncluded?: boolean;
	readonly discounts?: readonly object[];
	readonly codes?: ReadonlyArray<{ code: string; amount: string; type: string }>;
	readonly shipping?: number;
	readonly shippingOff?: ReadonlyArray<readonly [discount: number, amount: number]>;
	readonly tip?: number;
	readonly duties?: number;
	/** Tax beside that of the lines, as of the shipping. */
	readonly moreTax?: number;
	/** Shopify's own sums where they are others than those of the lines as ordered. */
	readonly total?: number;
	/** After edits, returns and refunds. */
	readonly current?: { readonly total: number; readonly tax?: number; readonly discounts?: number };
	readonly outstanding?: number;
	readonly refunds?: readonly RefundSpec[];
	readonly fulfillments?: readonly object[];
	readonly more?: object;
};

const PLACED = '2026-03-01T10:00:00Z';

export function shopifyOrder(spec: OrderSpec): Record<string, unknown> {
	const { currency = 'EUR', paidIn, taxesIncluded = true } = spec;
	const theirs = paidIn?.currency ?? currency;
	const text = (amount: number, of = currency) => amount.toFixed(decimalsOf(of));
	const set = (amount: number) => ({
		shop_money: { amount: text(amount), currency_code: currency },
		presentment_money: {
			amount: text(amount * (paidIn?.rate ?? 1), theirs),
			currency_code: theirs,
		},
	});
	const allocations = (off: LineSpec['off'] = []) =>
		off.map(([discount, amount]) => ({
			amount: text(amount),
			amount_set: set(amount),
			discount_application_index: discount,
		}));
	const taken = (off: LineSpec['off'] = []) => off.reduce((sum, [, amount]) => sum + amount, 0);

	const discounts =
		spec.lines.reduce((sum, { off }) => sum + taken(off), 0) + taken(spec.shippingOff);
	const tax = spec.lines.reduce((sum, line) => sum + (line.tax ?? 0), spec.moreTax ?? 0);
	const goods = spec.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
	const shipping = spec.shipping ?? 0;
	const total =
		spec.total ??
		goods + shipping + (spec.tip ?? 0) + (spec.duties ?? 0) - discounts + (taxesIncluded ? 0 : tax);
	const current = { total, tax, discounts, ...spec.current };
	const sums = (name: string, amount: number) => ({
		[name]: text(amount),
		[`${name}_set`]: set(amount),
	});
	const line = (given: LineSpec) => ({
		id: given.id,
		product_id: given.id + 1_000,
		variant_id: given.id + 2_000,
		name: given.name,
		title: given.name,
		quantity: given.quantity,
		current_quantity: given.current ?? given.quantity,
		price: text(given.price),
		price_set: set(given.price),
		requires_shipping: true,
		taxable: true,
		discount_allocations: allocations(given.off),
		tax_lines:
			given.tax === undefined
				? []
				: [{ title: 'VAT', price: text(given.tax), price_set: set(given.tax) }],
		...given.more,
	});
	const tipLine = spec.tip && {
		...line({ id: 900, name: 'Tip', price: spec.tip, quantity: 1 }),
		product_id: null,
		variant_id: null,
		requires_shipping: false,
		taxable: false,
		tip: { payment_gateway: 'card', payment_method: 'Visa' },
	};

	return {
		id: 5001,
		admin_graphql_api_id: 'gid://shopify/Order/5001',
		name: '#1001',
		order_number: 1001,
		email: 'ana@example.com',
		contact_email: 'ana@example.com',
		phone: null,
		test: false,
		confirmed: true,
		source_name: 'web',
		financial_status: spec.financial,
		fulfillment_status: null,
		cancelled_at: null,
		cancel_reason: null,
		closed_at: null,
		currency,
		presentment_currency: theirs,
		taxes_included: taxesIncluded,
		...sums('total_price', total),
		...sums('current_total_price', current.total),
		...sums('total_tax', tax),
		...sums('current_total_tax', current.tax),
		...sums('total_discounts', discounts),
		...sums('current_total_discounts', current.discounts),
		...sums('subtotal_price', goods - discounts + taken(spec.shippingOff)),
		total_shipping_price_set: set(shipping),
		total_tip_received: text(spec.tip ?? 0),
		original_total_duties_set: spec.duties === undefined ? null : set(spec.duties),
		total_outstanding: text(spec.outstanding ?? 0),
		created_at: PLACED,
		updated_at: spec.at,
		customer: { id: 7, email: 'ana@example.com', first_name: 'Ana', last_name: 'Ruiz' },
		discount_codes: spec.codes ?? [],
		discount_applications: spec.discounts ?? [],
		payment_gateway_names: ['card'],
		note_attributes: [],
		shipping_lines:
			spec.shipping === undefined
				? []
				: [
						{
							title: 'Post',
							price: text(shipping),
							price_set: set(shipping),
							is_removed: false,
							discount_allocations: allocations(spec.shippingOff),
						},
					],
		line_items: [...spec.lines.map(line), ...(tipLine ? [tipLine] : [])],
		fulfillments: spec.fulfillments ?? [],
		refunds: (spec.refunds ?? []).map(refund),
		note: null,
		tags: '',
		...spec.more,
	};

	function refund(given: RefundSpec) {
		return {
			id: given.id,
			order_id: 5001,
			created_at: given.at ?? spec.at,
			note: given.note ?? null,
			restock: true,
			transactions: (given.payments ?? []).map((payment) => ({
				kind: payment.kind ?? 'refund',
				status: payment.status ?? 'success',
				amount: text(payment.amount, payment.currency ?? theirs),
				currency: payment.currency ?? theirs,
				gateway: payment.gateway ?? 'card',
			})),
			refund_line_items: (given.goods ?? []).map((each) => ({
				line_item_id: each.line,
				quantity: each.quantity,
				restock_type: each.restock,
				subtotal: each.subtotal,
				subtotal_set: set(each.subtotal),
				total_tax: each.tax ?? 0,
				total_tax_set: set(each.tax ?? 0),
			})),
			order_adjustments: (given.adjustments ?? []).map(({ kind, amount, tax: taxOf = 0 }) => ({
				kind,
				amount: text(amount),
				amount_set: set(amount),
				tax_amount: text(taxOf),
				tax_amount_set: set(taxOf),
			})),
			refund_shipping_lines: (given.shipping ?? []).map(({ amount, tax: taxOf = 0 }) => ({
				full_refund: false,
				subtotal_amount_set: set(amount),
				tax_amount_set: set(taxOf),
			})),
			...given.more,
		};
	}
}

/** The same as messages in public reports have it: without sets, and without what is left. */
export function sparse(order: Record<string, unknown>): Record<string, unknown> {
	const withoutSets = (part: unknown): unknown => {
		if (Array.isArray(part)) return part.map(withoutSets);
		if (typeof part !== 'object' || part === null) return part;
		return Object.fromEntries(
			Object.entries(part)
				.filter(([field]) => !field.endsWith('_set') || /duties|shipping|amount_set/.test(field))
				.map(([field, value]) => [field, withoutSets(value)]),
		);
	};
	return withoutSets(order) as Record<string, unknown>;
}
