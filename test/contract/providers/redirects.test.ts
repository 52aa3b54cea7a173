import axios from 'axios';
import type {
	ICredentialTestFunctions,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommerceShopifyApi } from '../../../credentials/CommerceShopifyApi.credentials.ts';
import { CommerceWooCommerceApi } from '../../../credentials/CommerceWooCommerceApi.credentials.ts';
import { CommerceApi } from '../../../nodes/CommerceApi/CommerceApi.node.ts';
import type { CommerceApiVersion } from '../../../nodes/CommerceApi/CommerceApiVersion.ts';
import { CommerceStore } from '../../../nodes/CommerceStore/CommerceStore.node.ts';
import { startSimulatedShopify } from '../../support/simulatedShopify.ts';
import { startSimulatedWooCommerce } from '../../support/simulatedWooCommerce.ts';
import { startServer, type SimulatedServer } from '../../support/simulatedServer.ts';

const CREDENTIALS = join(__dirname, '../../../credentials');

/** Credentials as a person has typed them, for a shop at an address. */
const TYPED: Readonly<Record<string, (url: string) => Record<string, string>>> = {
	commerceGenericStoreApi: (storeUrl) => ({
		storeUrl,
		apiKey: 'key-1',
		apiSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0',
	}),
	commerceShopifyApi: (storeUrl) => ({
		storeUrl,
		authentication: 'clientCredentials',
		clientId: 'client-1',
		clientSecret: 'shpss_of-the-app',
	}),
	commerceWooCommerceApi: (storeUrl) => ({
		storeUrl,
		consumerKey: 'ck_0123456789',
		consumerSecret: 'cs_9876543210',
	}),
	commerceApi: (n8nUrl) => ({ n8nUrl, n8nApiKey: 'n8n-key', apiToken: 'x'.repeat(16) }),
};

const theApi = () => new CommerceApi().nodeVersions[1] as CommerceApiVersion;

/** The test of a credential type, as n8n finds it: by the nodes that take it. */
function testOf(credentialType: string) {
	for (const node of [new CommerceStore(), theApi()]) {
		const { testedBy } =
			node.description.credentials?.find(({ name }) => name === credentialType) ?? {};
		const tests: Readonly<Record<string, unknown>> = node.methods.credentialTest;
		if (typeof testedBy === 'string')
			return tests[testedBy] as typeof node.methods.credentialTest.commerceSpaceKey;
	}
	throw new Error(`Nothing tests ${credentialType}.`);
}
const tested = async (credentialType: string, data: Record<string, string>) =>
	await testOf(credentialType).call({} as ICredentialTestFunctions, {
		id: '1',
		name: 'Keys',
		type: credentialType,
		data,
	});

/** What n8n's `httpRequest` does with `disableFollowRedirect`. */
const helper = {
	helpers: {
		httpRequest: async ({ disableFollowRedirect, body, ...request }: IHttpRequestOptions) =>
			(
				await axios.request<unknown>({
					...(request as object),
					data: body,
					...(disableFollowRedirect && { maxRedirects: 0 }),
				})
			).data,
	},
} as unknown as IHttpRequestHelper;

describe('keys follow no redirect', () => {
	let elsewhere: SimulatedServer;
	let shop: SimulatedServer;
	let stolen: number;

	beforeEach(async () => {
		stolen = 0;
		elsewhere = await startServer((_request, response) => {
			stolen += 1;
			response.setHeader('content-type', 'application/json');
			response.end('{"access_token":"x","data":{"shop":{"name":"x"}}}');
		});
		shop = await startServer((request, response) => {
			request.resume();
			response.statusCode = 307;
			response.setHeader('location', `${elsewhere.url}${request.url ?? '/'}`);
			response.end();
		});
	});
	afterEach(async () => {
		await shop.close();
		await elsewhere.close();
	});

	it.each(Object.keys(TYPED))(
		'in the test of %s: both addresses are named, and nothing is sent to the second',
		async (credentialType) => {
			const { status, message } = await tested(credentialType, TYPED[credentialType]!(shop.url));
			expect(status).toBe('Error');
			expect(message).toContain(shop.url);
			expect(message).toContain(elsewhere.url);
			expect(message).not.toMatch(/key-1|n8n-key|shpss_|cs_98/);
			expect(stolen).toBe(0);
		},
	);

	it('when Shopify is asked for a token', async () => {
		const given = TYPED.commerceShopifyApi!(shop.url);
		const asked = new CommerceShopifyApi().preAuthentication.call(helper, given);
		const { message } = await asked.then(
			() => new Error('it went on'),
			(error: Error) => error,
		);
		expect(message).toContain(shop.url);
		expect(message).toContain(elsewhere.url);
		expect(stolen).toBe(0);
	});

	it('in requests that a person draws with them', async () => {
		for (const [credentialType, typed] of Object.entries(TYPED)) {
			const type = await credentialTypeOf(credentialType);
			const authenticate = type.authenticate as (
				given: object,
				request: IHttpRequestOptions,
			) => Promise<IHttpRequestOptions>;
			const request = await authenticate(typed(shop.url), { url: `${shop.url}/x`, method: 'GET' });
			expect([credentialType, request.disableFollowRedirect]).toEqual([credentialType, true]);
		}
	});

	it('by any request that n8n makes itself: it would follow them', async () => {
		for (const file of readdirSync(CREDENTIALS)) {
			const type = await credentialTypeOf(file.replace(/^C(.*)\.credentials\.ts$/, 'c$1'));
			expect([type.name, type.test]).toEqual([type.name, undefined]);
		}
	});
});

async function credentialTypeOf(name: string): Promise<ICredentialType> {
	const className = name.replace(/^c/, 'C');
	const file = (await import(join(CREDENTIALS, `${className}.credentials.ts`))) as Record<
		string,
		new () => ICredentialType
	>;
	return new file[className]!();
}

describe('the test of a credential', () => {
	it('of a Shopify shop works with a client id and secret, and with an admin token', async () => {
		const shop = await startSimulatedShopify();
		const client = TYPED.commerceShopifyApi!(`${shop.url}/admin`);
		const admin = { storeUrl: shop.url, authentication: 'adminToken', apiSecret: 'x' };
		const status = async (data: Record<string, string>) =>
			(await tested('commerceShopifyApi', data)).status;
		expect(await status(client)).toBe('OK');
		expect(await status({ ...admin, adminToken: 'shpat_of-the-custom-app' })).toBe('OK');
		expect(await status({ ...client, clientSecret: 'wrong' })).toBe('Error');
		expect(await status({ ...admin, adminToken: 'shpat_wrong' })).toBe('Error');
		await shop.close();
	});

	it('of a WooCommerce shop works', async () => {
		const shop = await startSimulatedWooCommerce();
		const keys = TYPED.commerceWooCommerceApi!(`${shop.url}/`);
		expect((await tested('commerceWooCommerceApi', keys)).status).toBe('OK');
		const wrong = { ...keys, consumerSecret: 'cs_wrong' };
		expect((await tested('commerceWooCommerceApi', wrong)).status).toBe('Error');
		await shop.close();
	});

	it('says what is wrong with the form before anything is sent', async () => {
		expect(await tested('commerceShopifyApi', { storeUrl: 'ftp://shop.example' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('is no Shopify shop'),
		});
		const keys = { apiToken: 'token-of-the-back-office', n8nUrl: 'nowhere', n8nApiKey: 'k' };
		expect((await tested('commerceApi', keys)).message).toBe('The n8n URL is no web address.');
	});
});

describe('a request that a person draws with the keys of a WooCommerce shop', () => {
	it('carries them as a password over https, and is signed over plain http', async () => {
		const authenticate = async (storeUrl: string) =>
			await new CommerceWooCommerceApi().authenticate(TYPED.commerceWooCommerceApi!(storeUrl), {
				baseURL: storeUrl,
				url: '/wp-json/wc/v3/webhooks',
				qs: { per_page: '1' },
			});
		const { qs, headers } = await authenticate('https://shop.example');
		expect([qs, headers]).toEqual([
			{ per_page: '1' },
			{ authorization: expect.stringMatching(/^Basic /) },
		]);
		expect(await authenticate('http://shop.example')).toMatchObject({
			qs: { per_page: '1', oauth_signature: expect.any(String) },
		});
	});
});
