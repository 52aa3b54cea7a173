import { readNumber } from '../payloadFields.ts';

/** Fields of an order, its lines and its refunds that hold an amount which cannot be below zero. */
const AMOUNTS: ReadonlySet<string> = new Set([
	'amount',
	'price',
	'subtotal',
	'total_price',
	'current_total_price',
	'total_tax',
	'current_total_tax',
	'total_discounts',
	'current_total_discounts',
	'total_tip_received',
]);

/** Parts in which amounts may be below zero, or that another entity is made of. */
const NOT_LOOKED_AT: ReadonlySet<string> = new Set([
	'order_adjustments',
	'total_outstanding_set',
	'fulfillments',
	'line_item',
	'discount_applications',
	'properties',
]);

const MOST_TOLD = 20;
const LONGEST = 100;
const MOST_DEPTH = 6;

/**
 * The amounts of an order that are left out of its sums, as the shop told them: those that are no numbers,
 * below zero, or in a currency that is neither the shop's nor the customer's. By their place in the message;
 * `undefined` where there are none.
 */
export function unusedAmounts(payload: unknown): Record<string, string> | undefined {
	if (!isObject(payload)) return undefined;
	const currencies = [payload.currency, payload.presentment_currency].filter(Boolean);
	const found: Record<string, string> = {};
	let count = 0;
	const keep = (place: string, told: unknown, currency: unknown) => {
		if (count >= MOST_TOLD) return;
		count += 1;
		const words = typeof currency === 'string' ? `${String(told)} ${currency}` : String(told);
		found[place] = words.slice(0, LONGEST);
	};
	const look = (part: unknown, place: string, depth: number): void => {
		if (depth > MOST_DEPTH || count >= MOST_TOLD) return;
		if (Array.isArray(part)) {
			for (const [index, each] of part.entries()) look(each, `${place}[${index}]`, depth + 1);
		} else if (isObject(part)) {
			const currency = part.currency_code ?? (place.includes('transactions[') && part.currency);
			for (const [field, value] of Object.entries(part)) {
				if (NOT_LOOKED_AT.has(field)) continue;
				const at = place === '' ? field : `${place}.${field}`;
				if (AMOUNTS.has(field) && typeof value !== 'object') {
					if (!isUsable(value, currency, currencies)) keep(at, value, currency);
				} else look(value, at, depth + 1);
			}
		}
	};
	look(payload, '', 0);
	return count === 0 ? undefined : found;
}

function isUsable(value: unknown, currency: unknown, ofOrder: readonly unknown[]): boolean {
	if (value === undefined || value === '') return true;
	const number = readNumber(value);
	if (number === null || number < 0) return false;
	return number === 0 || !currency || ofOrder.length === 0 || ofOrder.includes(currency);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
