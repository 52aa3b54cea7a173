import { freePort } from '../../demo/n8n/freePort.ts';
import {
	commerceN8nKey,
	commerceSmtpConnection,
	commerceSpaceKey,
	commerceWebPushKeys,
	storeKeyTests,
} from '../../nodes/shared/credentialTests.ts';
import { STORE_TYPES } from '../../nodes/shared/storeTypes.ts';
import { startHttpsFront } from '../support/httpsFront.ts';
import { startMailServer, type MailServerOptions } from '../support/mailServer.ts';
import { startSimulatedGenericStore } from '../support/simulatedGenericStore.ts';
import { answering, startServer } from '../support/simulatedServer.ts';

type Test = typeof commerceSmtpConnection;

const keyTest = (name: string): Test => storeKeyTests(STORE_TYPES)[name]!;
const commerceGenericStoreKeys = keyTest('commerceGenericStoreKeys');
const commerceShopifyKeys = keyTest('commerceShopifyKeys');
const commerceWooCommerceKeys = keyTest('commerceWooCommerceKeys');

const closing: Array<() => unknown> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** What n8n shows beside the form after it was saved. */
async function tested(test: Test, data: object): Promise<string> {
	const credential = { id: '1', name: 'Mine', type: 'any', data } as never;
	const { status, message } = await test.call({} as never, credential);
	return `${status}: ${message}`;
}

const nowhere = async () => `http://127.0.0.1:${await freePort()}`;

describe('the test of a mail server says in words', () => {
	const login = { user: 'anna', password: 'hunter2-secret' };
	const given = async (options: MailServerOptions = {}) => {
		const server = await startMailServer(options);
		closing.push(() => server.stop());
		const { host, port } = server;
		return { host, port, secure: false, allowUnencrypted: true, fromEmail: 'shop@example.com' };
	};

	it('that all is right', async () => {
		const data = { ...(await given({ auth: login })), ...login };
		expect(await tested(commerceSmtpConnection, data)).toBe('OK: Connected and logged in');
	});

	it('which field is not filled, or wrong', async () => {
		const data = await given();
		const asked = async (more: object) =>
			await tested(commerceSmtpConnection, { ...data, ...more });
		expect(await asked({ host: '' })).toBe(
			'Error: SMTP credential: Host is empty. Enter the name of your mail server.',
		);
		for (const port of ['', 0, 70_000, 'smtp', 25.5]) {
			expect(await asked({ port })).toBe(
				'Error: SMTP credential: Port has to be a number between 1 and 65535, usually 587 or 465.',
			);
		}
		expect(await asked({ fromEmail: '' })).toMatch(/^Error: From Email is empty\./);
		expect(await asked({ fromEmail: 'me' })).toMatch(/^Error: From Email: "me" is not an e-mail/);
	});

	it('an address that is not known', async () => {
		const data = { ...(await given()), host: 'mail.invalid' };
		expect(await tested(commerceSmtpConnection, data)).toMatch(
			/^Error: The mail server was not found\. Check host/,
		);
	});

	it('a port at which nothing answers', async () => {
		const data = { ...(await given()), port: await freePort() };
		expect(await tested(commerceSmtpConnection, data)).toMatch(
			/^Error: The mail server refused the connection\. Check host and port/,
		);
	});

	it('a port that speaks otherwise than "SSL/TLS" says', async () => {
		const data = { ...(await given()), secure: true };
		expect(await tested(commerceSmtpConnection, data)).toMatch(
			/^Error: No encrypted connection .* Check that "SSL\/TLS" fits the port \(on for 465/,
		);
	});

	it.each(['implicit', 'starttls'] as const)(
		'a certificate that nobody has signed: %s',
		async (tls) => {
			const data = { ...(await given({ tls })), secure: tls === 'implicit' };
			const said = await tested(commerceSmtpConnection, data);
			expect(said).toMatch(/^Error: The certificate of the mail server is not trusted, so nothing/);
			expect(said).toContain('switch on "Ignore TLS Issues"');
			expect(said).not.toContain('fits the port');
			const trusting = { ...data, ignoreTlsIssues: true };
			expect(await tested(commerceSmtpConnection, trusting)).toMatch(/^OK/);
		},
	);

	it('a login that is wrong, and not the login', async () => {
		const data = { ...(await given({ auth: login })), ...login, password: 'not-this-one' };
		const said = await tested(commerceSmtpConnection, data);
		expect(said).toMatch(/^Error: The mail server refused the login\. Check user and password/);
		expect(said).not.toContain('not-this-one');
	});
});

describe('the test of a store says in words', () => {
	const keys = { apiKey: 'key-of-the-store', apiSecret: `whsec_${btoa('x'.repeat(32))}` };
	const shop = async () => {
		const server = await startSimulatedGenericStore();
		closing.push(async () => await server.close());
		return server.url;
	};
	/** A shop that answers all calls with this. */
	const answered = async (status: number, message: string) => {
		const server = await startServer(answering(async () => ({ status, json: { message } })));
		closing.push(async () => await server.close());
		return server.url;
	};
	const asked = async (storeUrl: string, more: object = {}) =>
		await tested(commerceGenericStoreKeys, { storeUrl, ...keys, ...more });

	it('that all is right', async () => {
		expect(await asked(await shop())).toBe('OK: The store accepts the keys');
	});

	it.each([
		[commerceGenericStoreKeys, { storeUrl: 'shop.example' }, 'API key is missing.'],
		[commerceShopifyKeys, { storeUrl: 'a.myshopify.com' }, 'Client ID is missing.'],
		[
			commerceShopifyKeys,
			{ storeUrl: 'a.myshopify.com', authentication: 'adminToken' },
			'Admin API access token is missing.',
		],
		[commerceWooCommerceKeys, { storeUrl: 'a.example' }, 'Consumer key is missing.'],
	])('which field is not filled', async (test, data, field) => {
		expect(await tested(test, data)).toBe(`Error: ${field}`);
	});

	it('an address that is not known', async () => {
		expect(await asked('https://shop.invalid')).toMatch(
			/^Error: https:\/\/shop\.invalid cannot be reached: .*(by this name|looked up)/,
		);
	});

	it('a port at which nothing answers', async () => {
		const url = await nowhere();
		expect(await asked(url)).toMatch(
			new RegExp(`^Error: ${url} cannot be reached: nothing answers there`),
		);
	});

	it('https where the shop speaks none', async () => {
		expect(await asked((await shop()).replace('http:', 'https:'))).toMatch(
			/it does not speak https there\. Does the address begin with the right/,
		);
	});

	it('a certificate that is for another address', async () => {
		const front = await startHttpsFront(await shop());
		// What is not trusted is the same server under an address that its certificate is not for.
		const { port } = new URL(front.url);
		closing.push(async () => await front.close());
		expect(await asked(`https://[::ffff:127.0.0.1]:${port}`)).toMatch(
			/its certificate is for another name\./,
		);
	});

	it('keys that are wrong', async () => {
		expect(await asked(await shop(), { apiKey: 'another' })).toMatch(
			/^Error: .* answered 401 .* The keys are wrong or are no longer valid\./,
		);
	});

	it('a right that is missing', async () => {
		expect(await asked(await answered(403, 'Not with this key.'))).toMatch(
			/Not with this key\. The keys may not do this\. Give them the right to it in the shop\.$/,
		);
	});

	it('an address at which there is no shop', async () => {
		expect(await asked(await answered(404, 'Not found.'))).toMatch(/Is the store URL right\?$/);
	});
});

describe('the test of the REST API says in words', () => {
	const data = { apiToken: 'a-token-of-my-own-choice', n8nApiKey: 'key' };

	it('a token that would be guessed', async () => {
		const given = { ...data, apiToken: 'short', n8nUrl: await nowhere() };
		expect(await tested(commerceN8nKey, given)).toBe(
			'Error: API Token needs at least 16 characters.',
		);
	});

	it('which field is not filled', async () => {
		expect(await tested(commerceN8nKey, { ...data, n8nUrl: '' })).toBe(
			'Error: The n8n URL is no web address.',
		);
		const without = { apiToken: data.apiToken, n8nUrl: await nowhere() };
		expect(await tested(commerceN8nKey, without)).toMatch(/has no n8n API key\. Make one in n8n/);
	});

	it('a port at which nothing answers', async () => {
		expect(await tested(commerceN8nKey, { ...data, n8nUrl: await nowhere() })).toMatch(
			/^Error: n8n cannot be reached at .*: nothing answers at this address/,
		);
	});

	it.each([
		[401, /^Error: n8n does not accept the n8n API key\. Make a new one/],
		[403, /^Error: The n8n API key may not do this: it lacks the scope "workflow:list"/],
	])('a key that is wrong or lacks a right: %i', async (status, words) => {
		const server = await startServer(answering(async () => ({ status, json: {} })));
		closing.push(async () => await server.close());
		expect(await tested(commerceN8nKey, { ...data, n8nUrl: server.url })).toMatch(words);
	});
});

describe('the test of keys that no server knows says in words', () => {
	it('which key of a web push pair is missing, and where one is made', async () => {
		const said = await tested(commerceWebPushKeys, { subject: 'mailto:me@shop.example' });
		expect(said).toMatch(/^Error: Web push credential: Public Key is missing\. Make a pair in the/);
	});

	it('that the key of a space is too short', async () => {
		expect(await tested(commerceSpaceKey, { spaceSecret: 'short' })).toBe(
			'Error: The space key needs at least 16 characters.',
		);
	});
});
