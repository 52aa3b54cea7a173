import { observe as observeGeneric } from '../../../engine/providers/generic/normalise.ts';
import { normaliseOrder as ofShopify } from '../../../engine/providers/shopify/normaliseOrder.ts';
import { normaliseOrder as ofWooCommerce } from '../../../engine/providers/woocommerce/normaliseOrder.ts';

const languageOf = ([order]: ReturnType<typeof ofShopify>) =>
	(order!.entity as { language?: string | null }).language;
const shopify = (more: object) => languageOf(ofShopify({ id: 1, ...more }, []));
const wooCommerce = (more: object) => languageOf(ofWooCommerce({ id: 1, ...more }, [], false));
const meta = (key: string, value: unknown) => ({ meta_data: [{ id: 1, key, value }] });

describe("an order has the language that its shop's customer placed it in", () => {
	it('of Shopify', () => {
		expect(shopify({ customer_locale: 'de-AT' })).toBe('de-AT');
		expect(shopify({ customer_locale: null })).toBeNull();
		expect(shopify({})).toBeUndefined();
	});

	it.each([
		['WPML', meta('wpml_language', 'pt-br'), 'pt-BR'],
		['Weglot', meta('weglot_language', 'fr'), 'fr'],
		['TranslatePress', meta('trp_language', 'de_DE'), 'de-DE'],
		['Polylang', { lang: 'nl', meta_data: [] }, 'nl'],
		['Polylang, where a message leaves its language out', meta('gift', 'yes'), undefined],
		['nonsense', meta('wpml_language', { a: 1 }), null],
		['a message that tells no meta', {}, undefined],
	])('of WooCommerce with %s', (_, payload, language) => {
		expect(wooCommerce(payload)).toBe(language);
	});

	it('of WooCommerce with Polylang stays among the attributes, where workflows read it', () => {
		const [order] = ofWooCommerce({ id: 1, lang: 'nl', meta_data: [] }, [], false);
		expect(order!.entity).toMatchObject({ attributes: { lang: 'nl' } });
	});

	it('of a shop with an own interface, as does its customer; what is no language is none', () => {
		const generic = (entityType: 'Order' | 'Customer', language?: unknown) =>
			(observeGeneric(entityType, { id: '1', language }, null, []).entity as { language?: unknown })
				.language;
		expect(generic('Order', 'de_AT')).toBe('de-AT');
		expect(generic('Customer', 'fr')).toBe('fr');
		expect(generic('Order', 'Deutsch, bitte')).toBeNull();
		expect(generic('Order')).toBeUndefined();
	});
});
