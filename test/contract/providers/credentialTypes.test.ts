import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { CommerceShopifyApi } from '../../../credentials/CommerceShopifyApi.credentials.ts';
import { CommerceWooCommerceApi } from '../../../credentials/CommerceWooCommerceApi.credentials.ts';
import { PROVIDERS } from '../../../core/providers/providers.ts';
import { startSimulatedShopify } from '../../support/simulatedShopify.ts';
import { startSimulatedWooCommerce } from '../../support/simulatedWooCommerce.ts';

/** Sends what n8n would send. */
async function send({
	baseURL = '',
	url,
	qs = {},
	method = 'GET',
	headers,
	body,
}: IHttpRequestOptions) {
	const query = new URLSearchParams(qs as Record<string, string>).toString();
	return await fetch(`${baseURL}${url}${query === '' ? '' : `?${query}`}`, {
		method,
		headers: {
			...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
			...(headers as Record<string, string>),
		},
		body: typeof body === 'object' ? JSON.stringify(body) : (body as string | undefined),
	});
}

/** The test request of a credential type, as n8n fills it in: `{{$credentials.storeUrl}}` as it was typed. */
const testRequest = (type: CommerceShopifyApi | CommerceWooCommerceApi, storeUrl: string) => {
	expect(type.test.request.baseURL).toBe('={{$credentials.storeUrl}}');
	return { ...(type.test.request as IHttpRequestOptions), baseURL: storeUrl };
};

describe('the test of the Shopify credential', () => {
	const type = new CommerceShopifyApi();
	const helper = {
		helpers: {
			httpRequest: async (request: IHttpRequestOptions) => {
				const answer = await send(request);
				if (!answer.ok) throw new Error(`${answer.status}`);
				return (await answer.json()) as unknown;
			},
		},
	} as unknown as IHttpRequestHelper;
	const run = async (storeUrl: string, keys: Record<string, string>) => {
		const given = { storeUrl: `${storeUrl}/admin`, ...keys };
		const token = await type.preAuthentication.call(helper, given);
		const request = testRequest(type, given.storeUrl);
		return (await send(await type.authenticate({ ...given, ...token }, request))).status;
	};

	it('works with a client id and secret, and with an admin token', async () => {
		const shop = await startSimulatedShopify();
		const client = { authentication: 'clientCredentials', clientId: 'client-1' };
		const admin = { authentication: 'adminToken', apiSecret: 'x' };
		expect(await run(shop.url, { ...client, clientSecret: 'shpss_of-the-app' })).toBe(200);
		expect(await run(shop.url, { ...admin, adminToken: 'shpat_of-the-custom-app' })).toBe(200);
		await expect(run(shop.url, { ...client, clientSecret: 'wrong' })).rejects.toThrow('400');
		expect(await run(shop.url, { ...admin, adminToken: 'shpat_wrong' })).toBe(401);
		await shop.close();
	});

	it('says what is wrong with the form before anything is sent', async () => {
		await expect(run('ftp://shop.example', {})).rejects.toThrow('is no Shopify shop');
	});
});

describe('the test of the WooCommerce credential', () => {
	const type = new CommerceWooCommerceApi();
	const run = async (storeUrl: string, consumerSecret: string) => {
		const given = { storeUrl: `${storeUrl}/`, consumerKey: 'ck_0123456789', consumerSecret };
		return await type.authenticate(given, testRequest(type, given.storeUrl));
	};

	it('is signed over plain http', async () => {
		const shop = await startSimulatedWooCommerce();
		expect((await send(await run(shop.url, 'cs_9876543210'))).status).toBe(200);
		expect((await send(await run(shop.url, 'cs_wrong'))).status).toBe(401);
		await shop.close();
	});

	it('carries the keys as a password over https', async () => {
		const shop = await startSimulatedWooCommerce();
		const request = await run(shop.url.replace('http:', 'https:'), 'cs_9876543210');
		expect(request.qs).toEqual({ per_page: '1' });
		const behindProxy = {
			...request,
			baseURL: request.baseURL!.replace('https:', 'http:'),
			headers: { ...request.headers, 'x-forwarded-proto': 'https' },
		};
		expect((await send(behindProxy)).status).toBe(200);
		await shop.close();
	});
});

describe('each provider', () => {
	it.each(PROVIDERS.map(({ credentialType }) => [credentialType]))(
		'has its credential type: %s',
		async (credentialType) => {
			const className = credentialType.replace(/^c/, 'C');
			const file = (await import(`../../../credentials/${className}.credentials.ts`)) as Record<
				string,
				new () => { name: string }
			>;
			expect(new file[className]!().name).toBe(credentialType);
		},
	);
});
