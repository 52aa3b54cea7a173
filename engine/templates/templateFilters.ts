import { filters as liquidFilters, toValue, type Context, type Liquid } from 'liquidjs';
import { dateFormat, numberFormat } from './formatters.ts';
import { inCurrency } from './inCurrency.ts';
import { webUrl } from './webUrl.ts';

/** How amounts and times are written, for one e-mail. Both are checked before they come here. */
export type Wording = {
	/** BCP 47: `en-GB`. */
	readonly locale: string;
	/** IANA: `Europe/Berlin`. */
	readonly timeZone: string;
	/** ISO 4217, for amounts without a currency of their own. */
	readonly currency: string | null;
	/** What `{{ 'now' | date }}` is. */
	readonly now: Date;
};

type FilterThis = { context: Context };
type Calculation = (this: FilterThis, ...values: unknown[]) => unknown;

/** A double has 15 digits that count: without the others, 0.1 and 0.2 are 0.3. */
const EXACT_DIGITS = 15;

function ofDecimals(calculate: Calculation): Calculation {
	return function (...values) {
		const result = calculate.apply(this, values);
		if (typeof result !== 'number' || Number.isInteger(result)) return result;
		return Number(result.toPrecision(EXACT_DIGITS));
	};
}

const strftime = liquidFilters.date as (
	this: FilterThis,
	value: unknown,
	pattern: string,
	timeZone: string,
) => unknown;

const DATE_STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
	long: { dateStyle: 'long' },
	short: { dateStyle: 'medium' },
	date_time: { dateStyle: 'long', timeStyle: 'short' },
	time: { timeStyle: 'short' },
	day: { dateStyle: 'long' },
};

/**
 * Adds this package's filters to those of LiquidJS.
 *
 * - `money`: `{{ order.total | money }}` in the order's currency, `{{ 5 | money: 'EUR' }}` in another
 * - `date`: `{{ order.createdAt | date }}`; `'long'` (default), `'short'`, `'date_time'`, `'time'`, `'day'`
 *   (midnight in UTC is a day without a time, and the same day everywhere), or a strftime pattern such as
 *   `'%d.%m.%Y'`
 * - `words`: `partially_fulfilled` -> `partially fulfilled`
 * - `web_url`: the link if it is http or https, else nothing
 */
export function addTemplateFilters(liquid: Liquid): void {
	for (const name of ['plus', 'minus', 'times', 'divided_by', 'modulo', 'sum'] as const) {
		liquid.registerFilter(name, ofDecimals(liquidFilters[name] as Calculation));
	}
	liquid.registerFilter('money', money);
	liquid.registerFilter('date', date);
	liquid.registerFilter('words', (value: unknown) => asText(value).replaceAll('_', ' '));
	liquid.registerFilter('web_url', webUrl);
}

function money(this: FilterThis, value: unknown, currency?: unknown): string {
	const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof amount !== 'number') return asText(value);
	if (!Number.isFinite(amount)) return typeof value === 'string' ? value : '';
	const { locale, currency: usual } = wordingOf(this);
	const code = asText(currency) || usual || '';
	if (/^[A-Za-z]{3}$/.test(code)) return inCurrency(locale, code.toUpperCase(), amount);
	const plain = numberFormat(locale, {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2,
	}).format(amount);
	return code === '' ? plain : `${plain} ${code}`;
}

function date(this: FilterThis, value: unknown, style?: unknown): unknown {
	const { locale, timeZone, now } = wordingOf(this);
	const pattern = asText(style) || 'long';
	const given = value === 'now' || value === 'today' ? now.toISOString() : asText(value);
	if (pattern.includes('%')) return strftime.call(this, given, pattern, timeZone);
	const options = Object.hasOwn(DATE_STYLES, pattern) ? DATE_STYLES[pattern] : undefined;
	if (options === undefined) {
		throw new Error(
			`the filter date does not know the style "${pattern}". It knows ` +
				`${Object.keys(DATE_STYLES).join(', ')} and patterns such as "%d.%m.%Y"`,
		);
	}
	const time = new Date(given);
	if (Number.isNaN(time.getTime())) return given;
	const isDay = pattern === 'day' && time.toISOString().endsWith('T00:00:00.000Z');
	return dateFormat(locale, {
		...options,
		timeZone: isDay ? 'UTC' : timeZone,
	}).format(time);
}

function wordingOf(filter: FilterThis): Wording {
	return filter.context.globals as Wording;
}

function asText(given: unknown): string {
	const value: unknown = toValue(given);
	return value === null || value === undefined ? '' : String(value);
}
