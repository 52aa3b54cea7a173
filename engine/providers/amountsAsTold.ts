import { listIn, MOST_ENTRIES, readNumber } from './payloadFields.ts';

/** `signed` can be below zero: what a customer got back too much, a fee that is a discount. */
type Kind = 'amount' | 'signed';

/** Where a message has amounts and quantities, by the names of its fields; a list has the shape of its entries. */
export type AmountShape = { readonly [name: string]: Kind | AmountShape | readonly [AmountShape] };

/** What an order's message tells in numbers. */
export type SortedAmounts = {
	/** The message with "none" for each number that cannot be, so that no sum is made of it. */
	readonly usable: unknown;
	/** Those numbers as the shop told them, by their place: `{"total": "much", "refunds.0.amount": "5 USD"}`. */
	readonly asTold: Readonly<Record<string, unknown>> | undefined;
};

/** At most so many are kept, each cut to so many characters. */
const MOST_TOLD = 100;
const LONGEST_TOLD = 200;

type Fields = Readonly<Record<string, unknown>>;
type Told = Map<string, unknown>;

/**
 * Takes the numbers out of an order that cannot be: no number, below zero, or in another currency than the
 * order. They are no reason to lose the event.
 *
 * @param payload of a message or an answer; anything else than an object is given back as it is
 * @param currencies of the order; a part that names another one in its `currency` or `currency_code` is odd
 */
export function sortAmounts(
	payload: unknown,
	shape: AmountShape,
	currencies: readonly unknown[],
): SortedAmounts {
	if (!isObject(payload)) return { usable: payload, asTold: undefined };
	const told: Told = new Map();
	const known = currencies.flatMap((each) =>
		typeof each === 'string' && each !== '' ? [each.toUpperCase()] : [],
	);
	// The order's own currency is the one that all others are compared with.
	const usable = sorted(payload, shape, '', null, { known, told });
	return { usable, asTold: told.size === 0 ? undefined : Object.fromEntries(told) };
}

type Sorting = { readonly known: readonly string[]; readonly told: Told };

function sorted(
	given: Fields,
	shape: AmountShape,
	at: string,
	otherCurrency: string | null,
	sorting: Sorting,
): Fields {
	let kept: Record<string, unknown> | null = null;
	for (const [name, kind] of Object.entries(shape)) {
		const value = given[name];
		if (value === undefined || value === null || value === '') continue;
		const path = `${at}${name}`;
		const usable =
			typeof kind === 'string'
				? usableNumber(value, kind, path, otherCurrency, sorting)
				: usablePart(value, kind, path, sorting);
		if (usable === value) continue;
		kept ??= { ...given };
		kept[name] = usable;
	}
	return kept ?? given;
}

function usableNumber(
	value: unknown,
	kind: Kind,
	path: string,
	otherCurrency: string | null,
	{ told }: Sorting,
): unknown {
	const number = readNumber(value);
	const isOther = otherCurrency !== null && number !== 0;
	if (number !== null && (kind === 'signed' || number >= 0) && !isOther) return value;
	if (told.size < MOST_TOLD)
		told.set(path, isOther ? `${cut(value)} ${otherCurrency}` : asTold(value));
	return null;
}

function usablePart(
	value: unknown,
	shape: AmountShape | readonly [AmountShape],
	path: string,
	sorting: Sorting,
): unknown {
	const part = (each: unknown, of: AmountShape, at: string) =>
		isObject(each)
			? sorted(each, of, `${at}.`, otherCurrencyOf(each, sorting.known), sorting)
			: each;
	if (!isList(shape)) return part(value, shape, path);
	// A list that is too long is refused by its schema.
	const all = listIn(value);
	if (all === undefined || all.length > MOST_ENTRIES) return value;
	const entries = all.map((each, index) => part(each, shape[0], `${path}.${index}`));
	return entries.every((entry, index) => entry === all[index]) ? value : entries;
}

function otherCurrencyOf(
	{ currency_code, currency }: Fields,
	known: readonly string[],
): string | null {
	const named = currency_code ?? currency;
	if (typeof named !== 'string' || named === '' || known.length === 0) return null;
	return known.includes(named.toUpperCase()) ? null : named.slice(0, LONGEST_TOLD);
}

function asTold(value: unknown): unknown {
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	return typeof value === 'object' && JSON.stringify(value).length <= LONGEST_TOLD
		? value
		: cut(value);
}

const cut = (value: unknown): string =>
	(typeof value === 'object' ? JSON.stringify(value) : String(value))
		.slice(0, LONGEST_TOLD)
		.toWellFormed()
		.replaceAll('\0', '');

const isList = (shape: AmountShape | readonly [AmountShape]): shape is readonly [AmountShape] =>
	Array.isArray(shape);

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
