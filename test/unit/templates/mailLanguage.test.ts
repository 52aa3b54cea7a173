import {
	customerLanguage,
	languageIn,
	type KnownLanguages,
	type MailLanguage,
} from '../../../engine/templates/mailLanguage.ts';

const NOTHING: KnownLanguages = { order: null, customer: null };
const SHOP: MailLanguage = { language: 'it', locale: 'it' };
const chosen = (item: Record<string, unknown>, known = NOTHING) =>
	customerLanguage(item, known, SHOP);

const order = (language: string | null, country?: string, more: object = {}) => ({
	order: { language, shippingAddress: country === undefined ? null : { country }, ...more },
});

describe('the language of a mail', () => {
	it("is the order's own, with the country of the order", () => {
		expect(chosen(order('de', 'AT'))).toEqual({ language: 'de', locale: 'de-AT' });
		expect(chosen(order('fr', 'CH'))).toEqual({ language: 'fr', locale: 'fr-CH' });
		expect(chosen(order('de', 'FR'))).toEqual({ language: 'de', locale: 'de-FR' });
	});

	it('keeps the country that the language itself names', () => {
		expect(chosen(order('pt-BR', 'PT'))).toEqual({ language: 'pt', locale: 'pt-BR' });
		expect(chosen(order('de_AT', 'DE'))).toEqual({ language: 'de', locale: 'de-AT' });
	});

	it('of a shipment is that of its order', () => {
		const item = { shipment: { shippingAddress: { country: 'DE' } } };
		expect(chosen(item, { order: 'fr', customer: 'sv' }).language).toBe('fr');
	});

	it("else the customer's", () => {
		const customer = { customer: { language: 'sv' } };
		expect(chosen({ ...order(null, 'DE'), ...customer }).language).toBe('sv');
		expect(chosen(order('ja', 'DE'), { order: null, customer: 'nl' }).language).toBe('nl');
		expect(chosen(customer)).toEqual({ language: 'sv', locale: 'sv' });
	});

	it("else that of the country, by the shipping address, else by the bill's", () => {
		const billingAddress = { country: 'PL' };
		expect(chosen(order(null, 'CZ', { billingAddress }))).toEqual({
			language: 'cs',
			locale: 'cs-CZ',
		});
		expect(chosen(order(null, undefined, { billingAddress })).locale).toBe('pl-PL');
		expect(chosen({ customer: { billingAddress } }).language).toBe('pl');
	});

	it.each(['CH', 'BE', 'CA', 'LU', 'FI', 'JP', 'Atlantis', ''])(
		"else the shop's, as where no language is the clear one: %s",
		(country) => {
			expect(chosen(order(null, country)).language).toBe('it');
		},
	);

	it('dates an order in Saudi Arabia as shops there do', () => {
		const { locale } = chosen(order(null, 'SA'));
		const day = new Intl.DateTimeFormat(locale, { year: 'numeric', numberingSystem: 'latn' });
		expect(day.format(new Date('2026-11-23T12:00:00Z'))).toContain('2026');
	});

	it('stays the same whatever a shop writes into the fields', () => {
		for (const odd of ['', '-', 'x'.repeat(100_000), '\u0000', 'de-' + 'x'.repeat(40), 'zz-ZZ']) {
			expect(chosen(order(odd))).toEqual(SHOP);
		}
		expect(chosen({ order: { language: { de: 1 }, shippingAddress: 'DE' } })).toEqual(SHOP);
	});

	it.each([
		['de', 'de', 'de'],
		['DE-at', 'de', 'de-AT'],
		['pt_br', 'pt', 'pt-BR'],
		['zh-Hans', null, null],
		['german language', null, null],
	])('%s is understood', (tag, language, locale) => {
		expect(languageIn(tag)).toEqual(language === null ? null : { language, locale });
	});
});
