import { fields, text, type Fields } from './itemFields.ts';
import { LANGUAGE_CODES, type LanguageCode } from './languages/languages.ts';
import { countryLanguage } from './languages/countryLanguage.ts';

/** In which language something is written, and how its amounts and times are: `de`, as in `de-AT`. */
export type MailLanguage = { readonly language: LanguageCode; readonly locale: string };

/** What is known of an item's languages beside the item: BCP 47, `null` where nothing is known. */
export type KnownLanguages = { readonly order: string | null; readonly customer: string | null };

/** What versions of a node write that know no languages, and what is written where none is known. */
export const ENGLISH: MailLanguage = { language: 'en', locale: 'en-US' };

const LONGEST_TAG = 35;

/** A language tag as shops write it (`de_AT`, `pt-br`), if we write in its language. */
export function languageIn(tag: string | null): MailLanguage | null {
	if (tag === null || tag.length > LONGEST_TAG) return null;
	try {
		const { language, region } = new Intl.Locale(tag.trim().replaceAll('_', '-'));
		const code = LANGUAGE_CODES.find((each) => each === language);
		if (code === undefined) return null;
		return { language: code, locale: region === undefined ? code : localeOf(code, region) };
	} catch {
		return null;
	}
}

/** The shop's own language, as its brand says it. */
export const languageOfBrand = ({ language = null }: { readonly language?: string | null }) =>
	languageIn(language) ?? ENGLISH;

/**
 * The customer's language: the order's own, else that of the account, else that of the country that the order
 * goes to, else the shop's. Amounts and times are written as in the country.
 *
 * @param otherwise of the shop
 */
export function customerLanguage(
	item: Fields,
	known: KnownLanguages,
	otherwise: MailLanguage,
): MailLanguage {
	const told = [
		text(fields(item.order)?.language),
		known.order,
		text(fields(item.customer)?.language),
		known.customer,
	];
	const country = countryOf(item);
	const own = told.map(languageIn).find((language) => language !== null);
	if (own !== undefined) return inCountry(own, country);
	const spoken = country === null ? null : countryLanguage(country);
	return inCountry(spoken === null ? otherwise : { language: spoken, locale: spoken }, country);
}

/** A language that names no country is written as in that of the item. */
export function inCountry(
	{ language, locale }: MailLanguage,
	country: string | null,
): MailLanguage {
	const isOpen = locale === language && country !== null;
	return { language, locale: isOpen ? localeOf(language, country) : locale };
}

/** Saudi Arabia, where `Intl` has the Islamic calendar, and shops the other one. */
const ISLAMIC_CALENDAR = 'SA';

function localeOf(language: LanguageCode, country: string): string {
	const calendar = country === ISLAMIC_CALENDAR ? '-u-ca-gregory' : '';
	return `${language}-${country}${calendar}`;
}

/** Where the goods go, or the bill; ISO 3166-1 alpha-2. */
export function countryOf({ order, shipment, customer }: Fields): string | null {
	const entity = fields(order) ?? fields(shipment) ?? fields(customer);
	for (const address of [entity?.shippingAddress, entity?.billingAddress]) {
		const country = text(fields(address)?.country)?.toUpperCase() ?? '';
		if (/^[A-Z]{2}$/.test(country)) return country;
	}
	return null;
}
