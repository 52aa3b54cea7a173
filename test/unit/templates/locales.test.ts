import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';

const render = createRenderer();

/** By hand, as people of each country write them; all blanks and apostrophes as plain ones, without direction marks. */
const WRITTEN: ReadonlyArray<
	readonly [locale: string, currency: string, amount: string, date: string, country: string]
> = [
	['en-US', 'USD', '$1,234,567.50', 'November 23, 2026', 'Germany'],
	['en-GB', 'GBP', '£1,234,567.50', '23 November 2026', 'Germany'],
	['en-AU', 'AUD', '$1,234,567.50', '23 November 2026', 'Germany'],
	['de-DE', 'EUR', '1.234.567,50 €', '23. November 2026', 'Deutschland'],
	['de-AT', 'EUR', '€ 1.234.567,50', '23. November 2026', 'Deutschland'],
	['de-CH', 'CHF', "CHF 1'234'567.50", '23. November 2026', 'Deutschland'],
	['fr-FR', 'EUR', '1 234 567,50 €', '23 novembre 2026', 'Allemagne'],
	['fr-BE', 'EUR', '1 234 567,50 €', '23 novembre 2026', 'Allemagne'],
	['fr-CH', 'CHF', "1'234'567.50 CHF", '23 novembre 2026', 'Allemagne'],
	['es-ES', 'EUR', '1.234.567,50 €', '23 de noviembre de 2026', 'Alemania'],
	['es-MX', 'MXN', '$1,234,567.50', '23 de noviembre de 2026', 'Alemania'],
	['it-IT', 'EUR', '1.234.567,50 €', '23 novembre 2026', 'Germania'],
	['nl-NL', 'EUR', '€ 1.234.567,50', '23 november 2026', 'Duitsland'],
	['pl-PL', 'PLN', '1 234 567,50 zł', '23 listopada 2026', 'Niemcy'],
	['pt-PT', 'EUR', '1 234 567,50 €', '23 de novembro de 2026', 'Alemanha'],
	['pt-BR', 'BRL', 'R$ 1.234.567,50', '23 de novembro de 2026', 'Alemanha'],
	['sv-SE', 'SEK', '1 234 567,50 kr', '23 november 2026', 'Tyskland'],
	['da-DK', 'DKK', '1.234.567,50 kr.', '23. november 2026', 'Tyskland'],
	['cs-CZ', 'CZK', '1 234 567,50 Kč', '23. listopadu 2026', 'Německo'],
	['tr-TR', 'TRY', '₺1.234.567,50', '23 Kasım 2026', 'Almanya'],
	['ar-EG', 'EGP', '١٬٢٣٤٬٥٦٧٫٥٠ ج.م.', '٢٣ نوفمبر ٢٠٢٦', 'ألمانيا'],
];

describe('numbers, dates, currencies and countries are right in 21 locales', () => {
	it('so many', () => {
		expect(WRITTEN.length).toBeGreaterThanOrEqual(20);
	});

	it.each(WRITTEN)('%s', (locale, currency, amount, date, country) => {
		const order = {
			createdAt: '2026-11-23T20:31:07.000Z',
			shippingAddress: { line1: '1', country: 'DE' },
		};
		const scope = templateScope({ order }, { shopName: null, message: null, locale });
		const written = render({
			field: 'Text',
			source: `{{ 1234567.5 | money: '${currency}' }}|{{ order.createdAt | date }}|{{ mail.address | last }}`,
			output: 'text',
			scope,
			wording: { locale, timeZone: 'UTC', currency, now: new Date(0) },
		});
		const plain = written
			.replace(/[\u00a0\u202f]/g, ' ')
			.replaceAll('’', "'")
			.replace(/[\u200e\u200f\u061c]/g, '');
		expect(plain.split('|')).toEqual([amount, date, country]);
	});
});
