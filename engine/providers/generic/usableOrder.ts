import { AMOUNTS_AS_TOLD } from '../../money/oddOrder.ts';
import { sortAmounts, type AmountShape } from '../amountsAsTold.ts';

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

const ORDER: AmountShape = {
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
};

const PRESENTMENT: AmountShape = { ...SUMS, lineItems: [LINE], refunds: [{ amount: 'amount' }] };

type Fields = Readonly<Record<string, unknown>>;

/**
 * An order's data without the numbers that cannot be: they stay in `attributes` as the shop told them.
 *
 * @param data of a message or a list; anything else than an object is given back as it is
 */
export function usableOrder(data: unknown): unknown {
	if (!isObject(data)) return data;
	const shop = sortAmounts(data, ORDER, [data.currency]);
	const { presentment, attributes } = data;
	const paidIn = isObject(presentment) ? presentment.currency : null;
	const other = sortAmounts(presentment, PRESENTMENT, [paidIn]);
	const asTold = {
		...shop.asTold,
		...Object.fromEntries(
			Object.entries(other.asTold ?? {}).map(([place, told]) => [`presentment.${place}`, told]),
		),
	};
	const usable = {
		...(shop.usable as Fields),
		...(isObject(presentment) && { presentment: other.usable }),
	};
	const isReadable = attributes === undefined || attributes === null || isObject(attributes);
	if (Object.keys(asTold).length === 0 || !isReadable) return usable;
	return { ...usable, attributes: { ...attributes, [AMOUNTS_AS_TOLD]: asTold } };
}

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
