import { MOST_ENTRIES, readNumber } from '../payloadFields.ts';

/** `signed` can be below zero: what a customer got back too much, a fee that is a discount. */
type Kind = 'amount' | 'signed';
type Shape = { readonly [name: string]: Kind | Shape | readonly [Shape] };

const SUMS = {
	total: 'amount',
	subtotal: 'amount',
	totalTax: 'amount',
	shippingTotal: 'amount',
	discountTotal: 'signed',
	discounts: [{ amount: 'signed' }],
	fees: [{ amount: 'signed', tax: 'signed' }],
	tips: 'amount',
	giftCards: 'amount',
	refundedTotal: 'amount',
	paidTotal: 'amount',
	outstandingTotal: 'signed',
	roundingDifference: 'signed',
} as const;

const LINE = { price: 'signed', total: 'signed', discount: 'signed', tax: 'signed' } as const;

const ORDER: Shape = {
	...SUMS,
	lineItems: [
		{
			...LINE,
			quantity: 'amount',
			currentQuantity: 'amount',
			removedQuantity: 'amount',
			fulfilledQuantity: 'amount',
			refundedQuantity: 'amount',
		},
	],
	refunds: [{ amount: 'amount', lineItems: [{ quantity: 'amount', amount: 'amount' }] }],
	presentment: { ...SUMS, lineItems: [LINE], refunds: [{ amount: 'amount' }] },
};

/** The entry of `attributes` that holds them: `{"total": "much", "refunds.0.amount": -5}`. */
export const ODD_AMOUNTS = 'amountsAsTold';

const MOST_ODD = 100;

type Fields = Readonly<Record<string, unknown>>;
type Odd = Map<string, unknown>;

/**
 * Takes the numbers out of an order that cannot be: no number, below zero, or in another currency than the
 * order. They are no reason to lose the event: they stay in `attributes` as the shop told them, and are
 * "none" in the order, so that no sum is made of them.
 *
 * @param data of a message or a list; anything else than an object is given back as it is
 */
export function withoutOddAmounts(data: unknown): unknown {
	if (!isObject(data)) return data;
	const odd: Odd = new Map();
	const order = sorted(data, ORDER, '', odd);
	const sums = withoutOtherCurrency(order, odd);
	const { attributes } = data;
	if (
		odd.size === 0 ||
		!(attributes === undefined || attributes === null || isObject(attributes))
	) {
		return sums;
	}
	return { ...sums, attributes: { ...attributes, [ODD_AMOUNTS]: Object.fromEntries(odd) } };
}

function sorted(given: Fields, shape: Shape, at: string, odd: Odd): Fields {
	const kept: Record<string, unknown> = { ...given };
	for (const [name, kind] of Object.entries(shape)) {
		const value = given[name];
		if (value === undefined || value === null || value === '') continue;
		const path = `${at}${name}`;
		if (typeof kind === 'string') {
			if (isOdd(value, kind)) take(kept, name, path, odd);
		} else if (isList(kind)) {
			// A list that is too long is refused by its schema.
			if (!Array.isArray(value) || value.length > MOST_ENTRIES) continue;
			kept[name] = value.map((entry: unknown, index) =>
				isObject(entry) ? sorted(entry, kind[0], `${path}.${index}.`, odd) : entry,
			);
		} else if (isObject(value)) kept[name] = sorted(value, kind, `${path}.`, odd);
	}
	return kept;
}

function withoutOtherCurrency(order: Fields, odd: Odd): Fields {
	const { currency, refunds } = order;
	if (typeof currency !== 'string' || currency === '' || !Array.isArray(refunds)) return order;
	const isOther = (refund: unknown): refund is Fields =>
		isObject(refund) &&
		typeof refund.currency === 'string' &&
		refund.currency !== '' &&
		refund.currency.toUpperCase() !== currency.toUpperCase();
	return {
		...order,
		refunds: refunds.map((refund: unknown, index) => {
			if (!isOther(refund) || refund.amount === undefined || refund.amount === null) return refund;
			const kept = { ...refund };
			take(kept, 'amount', `refunds.${index}.amount`, odd);
			return kept;
		}),
	};
}

function take(fields: Record<string, unknown>, name: string, path: string, odd: Odd): void {
	if (odd.size < MOST_ODD) odd.set(path, fields[name]);
	fields[name] = null;
}

function isOdd(value: unknown, kind: Kind): boolean {
	const number = readNumber(value);
	return number === null || (kind === 'amount' && number < 0);
}

const isList = (shape: Shape | readonly [Shape]): shape is readonly [Shape] => Array.isArray(shape);

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
