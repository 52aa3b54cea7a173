import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { PROVIDERS } from '../../engine/providers/providers.ts';

const ROOT = join(__dirname, '../..');
/** What users have stored, by the names of types and fields: these never change. */
const STORED = {
	commerce17TrackApi: ['apiKey', 'apiUrl'],
	commerceMagentoApi: [
		'storeUrl',
		...['consumerKey', 'consumerSecret', 'accessToken', 'accessTokenSecret'],
	],
	commerceAfterShipApi: ['apiKey', 'webhookSecret', 'apiUrl'],
	commerceApi: ['apiToken', 'n8nUrl', 'n8nApiKey'],
	commerceBigCommerceApi: ['apiPath', 'accessToken', 'clientSecret'],
	commerceEasyPostApi: ['apiKey', 'apiUrl'],
	commerceGenericStoreApi: ['storeUrl', 'apiKey', 'apiSecret'],
	commercePrestaShopApi: ['storeUrl', 'apiKey', 'timeZone'],
	commerceSendcloudApi: ['publicKey', 'secretKey', 'webhookSecret', 'panelUrl'],
	commerceShipStationApi: ['apiKey', 'apiUrl'],
	commerceShipStationV1Api: ['apiKey', 'apiSecret', 'apiUrl'],
	commerceShippoApi: ['apiKey', 'webhookSecret', 'apiUrl'],
	commerceShopifyApi: [
		...['accessToken', 'storeUrl', 'authentication'],
		...['clientId', 'clientSecret', 'adminToken', 'apiSecret'],
	],
	commerceSmtpApi: [
		...['host', 'port', 'secure', 'user', 'password', 'fromEmail', 'fromName', 'testRecipient'],
		...['clientHostName', 'ignoreTlsIssues', 'allowUnencrypted'],
	],
	commerceSpaceApi: ['spaceSecret'],
	commerceWebPushApi: ['subject', 'publicKey', 'privateKey', 'customerSecret'],
	commerceWebhookApi: ['signingSecret', 'headerName', 'headerSecret', 'moreHeaderSecrets'],
	commerceWooCommerceApi: ['storeUrl', 'consumerKey', 'consumerSecret'],
};
const OWN_PAGES = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce';

describe('the forms of the credentials', () => {
	let types: readonly ICredentialType[];
	beforeAll(async () => {
		const files = (await readdir(join(ROOT, 'credentials'))).filter((file) => file.endsWith('.ts'));
		types = await Promise.all(
			files.map(async (file) => {
				const module = (await import(join(ROOT, 'credentials', file))) as Record<
					string,
					new () => ICredentialType
				>;
				return new module[file.replace('.credentials.ts', '')]!();
			}),
		);
	});

	const isField = ({ type }: INodeProperties) => type !== 'notice';
	const isTyped = (field: INodeProperties) => isField(field) && field.type !== 'hidden';
	const typed = () =>
		types.flatMap(({ name, properties }) =>
			properties.filter(isTyped).map((field) => ({ ...field, where: `${name}.${field.name}` })),
		);
	const linksOf = (text: string) => [...text.matchAll(/href="([^"]*)"/g)].map(([, url]) => url!);

	it('keep the names under which users have stored their keys', () => {
		const stored = types.map(({ name, properties }) => [
			name,
			properties.filter(isField).map((field) => field.name),
		]);
		expect(Object.fromEntries(stored)).toEqual(STORED);
	});

	it('hide no field of a store: n8n takes none through its API, which connects stores, too', () => {
		const ofStores = new Set(PROVIDERS.map(({ credentialType }) => credentialType));
		const hidden = types
			.filter(({ name }) => ofStores.has(name))
			.flatMap(({ properties }) => properties.filter(({ type }) => type === 'hidden'));
		expect(hidden.map(({ name }) => name)).toEqual(['accessToken']);
	});

	it('stand together in the list of n8n under "commerce", the kinds of stores first', () => {
		// As n8n's editor sorts the list.
		const listed = types.toSorted((one, other) => one.displayName.localeCompare(other.displayName));
		expect(listed.every(({ displayName }) => displayName.startsWith('Commerce '))).toBe(true);
		const stores = PROVIDERS.map(({ credentialType }) => credentialType);
		expect(
			listed
				.slice(0, stores.length)
				.map(({ name }) => name)
				.toSorted(),
		).toEqual(stores.toSorted());
	});

	it('are found by the name of the shop system', () => {
		for (const { credentialType, name } of PROVIDERS) {
			expect(types.find((type) => type.name === credentialType)?.displayName).toContain(name);
		}
	});

	it('say of each field what belongs into it', () => {
		expect(
			typed()
				.filter(({ description }) => !description)
				.map(({ where }) => where),
		).toEqual([]);
	});

	it('say of each field that must be filled where its value is found, with a link', () => {
		const without = typed()
			.filter(({ required }) => required)
			.filter(({ description }) => linksOf(description ?? '').length === 0)
			.map(({ where }) => where);
		expect(without).toEqual([]);
	});

	it('lead to pages that open beside n8n, over https, and to headings that our own pages have', async () => {
		const texts = types.flatMap(({ properties }) =>
			properties.map(({ displayName, description }) => `${displayName} ${description ?? ''}`),
		);
		for (const text of texts)
			expect(text).not.toMatch(/<a (?!href="https:[^"]+" target="_blank">)/);
		const pages = [
			...types.map(({ documentationUrl }) => documentationUrl ?? ''),
			...texts.flatMap(linksOf),
		];
		const own = pages.filter((url) => url.startsWith(OWN_PAGES));
		expect(own.length).toBeGreaterThan(0);
		for (const url of own) {
			const [path, heading] = url.replace(OWN_PAGES, '').split('#') as [string, string?];
			const file = path === '' ? 'README.md' : path.replace('/blob/main/', '');
			const page = await readFile(join(ROOT, file), 'utf8');
			const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
				title!
					.toLowerCase()
					.replace(/[^\w\s-]/g, '')
					.replaceAll(' ', '-'),
			);
			if (heading !== undefined) expect([url, headings.includes(heading)]).toEqual([url, true]);
		}
	});

	it('ask a Magento integration for the same rights as its page', async () => {
		const page = await readFile(join(ROOT, 'docs/magento.md'), 'utf8');
		const { properties } = types.find(({ name }) => name === 'commerceMagentoApi')!;
		const notice = properties.find(({ name }) => name === 'keyNotice')!.displayName;
		const [, line] = /Under \*\*API\*\*, tick (.*?)\./.exec(page)!;
		expect(notice).toContain(`tick ${line!.replaceAll('**', '')},`);
	});

	it('ask a Shopify app for the same rights as the README', async () => {
		const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
		const { properties } = types.find(({ name }) => name === 'commerceShopifyApi')!;
		const notice = properties.find(({ name }) => name === 'scopesNotice')!.displayName;
		const scopesIn = (text: string) =>
			[...text.matchAll(/\b(?:read|write)_\w+/g)].map(([scope]) => scope);
		const line = readme.split('\n').find((text) => text.startsWith('- **Shopify**: in the Dev'))!;
		expect(scopesIn(notice)).toEqual(scopesIn(line));
	});
});
