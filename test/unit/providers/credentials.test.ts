import { providerOf } from '../../../engine/providers/providers.ts';

const parse = (slug: string, given: unknown) =>
	providerOf(slug)!.credentialsSchema.safeParse(given);
const problemsOf = (slug: string, given: unknown) =>
	parse(slug, given).error?.issues.map(({ message }) => message) ?? [];

/** As n8n gives a credential: with every field of the form, also those of the other choice. */
const SHOPIFY_FORM = {
	storeUrl: 'my-shop',
	authentication: 'clientCredentials',
	clientId: ' client-1 ',
	clientSecret: 'shpss_1',
	adminToken: '',
	apiSecret: '',
	accessToken: 'shpat_old',
};
const WHSEC = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

describe('credentials', () => {
	it('of Shopify keep what the chosen way needs, and nothing else', () => {
		expect(parse('shopify', SHOPIFY_FORM).data).toEqual({
			authentication: 'clientCredentials',
			storeUrl: 'https://my-shop.myshopify.com',
			clientId: 'client-1',
			clientSecret: 'shpss_1',
		});
		expect(
			parse('shopify', {
				...SHOPIFY_FORM,
				authentication: 'adminToken',
				adminToken: 'shpat_1',
				apiSecret: 'shpss_2',
			}).data,
		).toEqual({
			authentication: 'adminToken',
			storeUrl: 'https://my-shop.myshopify.com',
			adminToken: 'shpat_1',
			apiSecret: 'shpss_2',
		});
	});

	it('are understood under the general names of the REST API', () => {
		const general = { storeUrl: 'shop.example', apiSecret: 'the-secret-of-it' };
		expect(parse('shopify', { ...general, apiKey: 'client-1' }).data).toMatchObject({
			authentication: 'clientCredentials',
			clientId: 'client-1',
			clientSecret: 'the-secret-of-it',
		});
		expect(parse('shopify', { ...general, apiKey: 'shpat_1' }).data).toMatchObject({
			authentication: 'adminToken',
			adminToken: 'shpat_1',
			apiSecret: 'the-secret-of-it',
		});
		expect(parse('woocommerce', { ...general, apiKey: 'ck_1' }).data).toEqual({
			storeUrl: 'https://shop.example',
			consumerKey: 'ck_1',
			consumerSecret: 'the-secret-of-it',
		});
		expect(parse('generic', { ...general, apiKey: 'key' }).data).toEqual({
			storeUrl: 'https://shop.example',
			apiKey: 'key',
			apiSecret: 'the-secret-of-it',
		});
	});

	it.each([
		['shopify', SHOPIFY_FORM],
		[
			'woocommerce',
			{ storeUrl: 'shop.example/wp-admin/', consumerKey: 'ck', consumerSecret: 'cs' },
		],
		['generic', { storeUrl: 'shop.example/api/', apiKey: 'key', apiSecret: WHSEC }],
	])('of %s stay the same when they are read again', (slug, given) => {
		const once = parse(slug, given).data;
		expect(once).toBeDefined();
		expect(parse(slug, once).data).toEqual(once);
	});

	it.each([
		['shopify', { ...SHOPIFY_FORM, clientSecret: '' }, 'Client secret is missing.'],
		['shopify', { ...SHOPIFY_FORM, storeUrl: 'a b' }, '"a b" is no Shopify shop.'],
		['shopify', { ...SHOPIFY_FORM, clientId: 'with\nbreak' }, 'Client ID holds a blank'],
		[
			'woocommerce',
			{ storeUrl: 'ftp://x', consumerKey: 'k', consumerSecret: 's' },
			'"ftp://x" is no',
		],
		['woocommerce', { storeUrl: 'shop.example', consumerKey: 'k' }, 'Consumer secret is missing.'],
		[
			'generic',
			{ storeUrl: 'shop.example', apiKey: 'k', apiSecret: 'short' },
			'Signing secret must',
		],
		[
			'generic',
			{ storeUrl: 'x.example', apiKey: 'k', apiSecret: 'whsec_AAAA' },
			'Signing secret must',
		],
	])('of %s are refused with the name of the field: %j', (slug, given, start) => {
		expect(problemsOf(slug, given)).toEqual([expect.stringContaining(start)]);
	});
});
