import type { Brand } from '../brand/brand.ts';
import { fields, orderIdIn, text, type Fields } from '../templates/itemFields.ts';
import { LANGUAGE_CODES, type LanguageCode } from '../templates/languages/languages.ts';
import {
	countryOf,
	customerLanguage,
	ENGLISH,
	inCountry,
	languageIn,
	languageOfBrand,
	type KnownLanguages,
	type MailLanguage,
} from '../templates/mailLanguage.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { ActionError } from './actionError.ts';
import { knownNow } from './knownNow.ts';

/** What a form chose, as it was given. */
export type LanguageChoice = {
	/** `customer`, for the recipient's own, or a language; `null` in versions of a node that write English only. */
	readonly language: unknown;
	/** Where the customer's is not known, and for everybody else; blank is the brand's, or else English. */
	readonly shopLanguage: unknown;
};

/** `shopLanguage` is that of texts which the merchant has written: the one for all, or else the shop's. */
type ItemLanguage = MailLanguage & { readonly shopLanguage: LanguageCode };

/**
 * In which language an item is written about.
 *
 * @param about `isForCustomer`, or else for the shop's team or all its visitors; `brand` of the item's store
 * @throws ActionError for a language that we do not write
 */
export async function itemLanguage(
	database: Pick<OpenDatabase, 'db'>,
	item: Fields,
	{ language, shopLanguage }: Partial<LanguageChoice>,
	{ isForCustomer, brand }: { readonly isForCustomer: boolean; readonly brand: Brand },
): Promise<ItemLanguage> {
	const all = (one: MailLanguage) => ({ ...one, shopLanguage: one.language });
	if (language === null || language === undefined) return all(ENGLISH);
	if (language !== 'customer') return all(inCountry(chosen('Language', language), countryOf(item)));
	const otherwise = shopLanguage
		? chosen('Language of the Shop', shopLanguage)
		: languageOfBrand(brand);
	if (!isForCustomer) return all(otherwise);
	const known = await knownLanguages(database, item);
	return { ...customerLanguage(item, known, otherwise), shopLanguage: otherwise.language };
}

function chosen(field: string, given: unknown): MailLanguage {
	const language = languageIn(text(given));
	if (language !== null) return language;
	throw new ActionError(
		'setup',
		`${field}: "${String(given).slice(0, 40)}" is none of the languages that we write. Choose one of the list, or give ${field === 'Language' ? '"customer" or ' : ''}one of ${LANGUAGE_CODES.join(', ')}.`,
	);
}

/** What was last heard of the order that a shipment belongs to, and of the customer's account. */
async function knownLanguages(
	database: Pick<OpenDatabase, 'db'>,
	item: Fields,
): Promise<KnownLanguages> {
	const { event, order, customer } = item;
	const isToldByOrder = languageIn(text(fields(order)?.language)) !== null;
	if (isToldByOrder || fields(event)?.isSample === true) return { order: null, customer: null };
	const known = await knownNow(database, item, {
		Order: fields(order) === null ? orderIdIn(item) : null,
		Customer: text((fields(customer) ?? fields(fields(order)?.customer))?.id),
	});
	const of = (type: 'Order' | 'Customer') => text(known.get(type)?.entity.language);
	return { order: of('Order'), customer: of('Customer') };
}
