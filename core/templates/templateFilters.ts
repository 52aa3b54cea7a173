import { filters as liquidFilters, toValue, type Context, type Liquid } from 'liquidjs';
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
};

/**
 * Adds this package's filters to those of LiquidJS.
 *
 * - `money`: `{{ order.total | money }}` in the order's currency, `{{ 5 | money: 'EUR' }}` in another
 * - `date`: `{{ order.createdAt | date }}`; `'long'` (default), `'short'`, `'date_time'`, `'time'`, or a
 *   strftime pattern such as `'%d.%m.%Y'`
 * - `words`: `partially_fulfilled` -> `partially fulfilled`
 * - `web_url`: the link if it is http or https, else nothing
 */
export function addTemplateFilters(liquid: Liquid): void {
	liquid.registerFilter('money', money);
	liquid.registerFilter('date', date);
	liquid.registerFilter('words', (value: unknown) => asText(value).replaceAll('_', ' '));
	liquid.registerFilter('web_url', webUrl);
}

function money(this: FilterThis, value: unknown, currency?: unknown): string {
	const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof amount !== 'number' || !Number.isFinite(amount)) return asText(value);
	const { locale, currency: usual } = wordingOf(this);
	const code = asText(currency) || usual || '';
	if (/^[A-Za-z]{3}$/.test(code)) {
		return new Intl.NumberFormat(locale, { style: 'currency', currency: code }).format(amount);
	}
	const plain = new Intl.NumberFormat(locale, {
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
	return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(time);
}

function wordingOf(filter: FilterThis): Wording {
	return filter.context.globals as Wording;
}

function asText(given: unknown): string {
	const value: unknown = toValue(given);
	return value === null || value === undefined ? '' : String(value);
}
