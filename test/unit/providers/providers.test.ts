import { PROVIDERS, providerOf } from '../../../engine/providers/providers.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the list of providers', () => {
	it('keeps the slugs and guids that are stored in other systems', () => {
		expect(PROVIDERS.map(({ slug, guid }) => [slug, guid])).toEqual([
			['shopify', 'c011b40a-d7c1-4a81-b419-b5f42b096ab0'],
			['woocommerce', '401c1204-6396-49cf-acea-1403494cf82c'],
			['bigcommerce', 'af000f6b-74f2-4575-8b63-6e8728595aab'],
			['prestashop', '38d99c77-9b27-446a-8fb8-40bb73891392'],
			['magento', '6e2614ad-119b-493d-82d2-8498c185ee05'],
			['generic', 'fd3aff9e-9a1c-415a-846a-ce7af349ee29'],
			['sendcloud', '2599460d-4497-4c04-8c9b-162e848275f8'],
			['aftership', '0b5de2cb-02b5-473c-b3cc-600164f598af'],
			['easypost', 'e4587842-b04e-43c1-b4bc-b2c57748da2d'],
			['shipstation', 'b67f8894-32db-40a3-8135-9a310c97f852'],
			['shipstationv1', '899a9a5d-c6ed-4bd7-9e09-66abaa6812d9'],
			['17track', '7db6dd51-1f2d-43d9-a195-3c8a9bce528f'],
			['shippo', 'de33c5a3-88a8-4ea9-8f45-70f664759f37'],
		]);
	});

	it.each(PROVIDERS.map((provider) => [provider.slug, provider] as const))(
		'finds %s by its slug and by its guid, in any case',
		(slug, provider) => {
			expect(provider.guid).toMatch(UUID);
			expect(providerOf(slug)).toBe(provider);
			expect(providerOf(slug.toUpperCase())).toBe(provider);
			expect(providerOf(provider.guid.toUpperCase())).toBe(provider);
		},
	);

	it('finds nothing for another name', () => {
		expect(providerOf('oxid')).toBeUndefined();
	});
});
