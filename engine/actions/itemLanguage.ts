import type { Brand } from '../brand/brand.ts';
import { fields, text, type Fields } from '../templates/itemFields.ts';
import { LANGUAGE_CODES, type LanguageCode } from '../templates/languages/languages.ts';
import {
	countryOf,
	customerLanguage,
	inCountry,
	languageIn,
	type KnownLanguages,
	type MailLanguage,
} from '../templates/mailLanguage.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { ActionError } from './actionError.ts';
import { insistOn } from './ledgerActions.ts';

/** What a form chose, as it was given. */
export type LanguageChoice = {
	/** `customer`, for the recipient's own, or a language; `null` in versions of a node that write English only. */
	readonly language: unknown;
	/** Where the customer's is not known, and for everybody else; blank is the brand's, or else English. */
	readonly shopLanguage: unknown;
};

/** `shopLanguage` is that of texts which the merchant has written: the one for all, or else the shop's. */
type ItemLanguage = MailLanguage & { readonly shopLanguage: LanguageCode };

/** What versions of a node write that know no languages, and what is written where none is known. */
const ENGLISH: MailLanguage = { language: 'en', locale: 'en-US' };

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
		: (languageIn(brand.language ?? null) ?? ENGLISH);
	if (!isForCustomer) return all(otherwise);
	const known = await insistOn(async () => await knownLanguages(database, item));
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
	{ db }: Pick<OpenDatabase, 'db'>,
	{ event, integration, order, shipment, customer }: Fields,
): Promise<KnownLanguages> {
	const isToldByOrder = languageIn(text(fields(order)?.language)) !== null;
	const guid = text(fields(integration)?.guid);
	const ids = {
		Order: fields(order) === null ? text(fields(shipment)?.orderId) : null,
		Customer: text((fields(customer) ?? fields(fields(order)?.customer))?.id),
	};
	const asked = Object.entries(ids).filter(([, id]) => id !== null);
	if (isToldByOrder || guid === null || asked.length === 0 || fields(event)?.isSample === true) {
		return { order: null, customer: null };
	}
	const rows = await db
		.selectFrom('snapshot')
		.select(['entityType', 'entityJson'])
		.where('integrationGuid', '=', guid)
		.where(({ or, and }) =>
			or(asked.map(([entityType, entityId]) => and({ entityType, entityId: entityId! }))),
		)
		.execute();
	const of = (type: string) =>
		languageOf(rows.find(({ entityType }) => entityType === type)?.entityJson);
	return { order: of('Order'), customer: of('Customer') };
}

function languageOf(entityJson: string | undefined): string | null {
	if (entityJson === undefined) return null;
	try {
		return text(fields(JSON.parse(entityJson))?.language);
	} catch {
		return null;
	}
}
