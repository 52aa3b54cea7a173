import { randomBytes } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { basicHeader } from '../engine/providers/woocommerce/client.ts';
import { credentialsSchema } from '../engine/providers/woocommerce/credentials.ts';
import { signedQuery } from '../engine/providers/oauth1.ts';

/** A WooCommerce shop, and the REST API key that n8n works with. Tested by the nodes that take it. */
export class CommerceWooCommerceApi implements ICredentialType {
	name = 'commerceWooCommerceApi';

	displayName = 'Commerce – WooCommerce API';

	icon: Icon = {
		light: 'file:../icons/commerceWooCommerce.svg',
		dark: 'file:../icons/commerceWooCommerce.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#keys-of-your-store';

	properties: INodeProperties[] = [
		{
			displayName: 'Store URL',
			name: 'storeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://shop.example',
			description:
				'The address of the shop, as your customers open it. In WordPress, <a href="https://woocommerce.com/document/woocommerce-rest-api/" target="_blank">Settings &gt; Permalinks</a> must not be Plain.',
		},
		{
			displayName:
				'Make the key in WordPress under <a href="https://woocommerce.com/document/woocommerce-rest-api/" target="_blank">WooCommerce &gt; Settings &gt; Advanced &gt; REST API &gt; Add key</a>: for a user who is a shop manager or an administrator, with the permission "Read/Write".',
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Consumer Key',
			name: 'consumerKey',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'ck_…',
			description:
				'WooCommerce shows it when <a href="https://woocommerce.com/document/woocommerce-rest-api/" target="_blank">the key is made</a>. It begins with ck_.',
		},
		{
			displayName: 'Consumer Secret',
			name: 'consumerSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'cs_…',
			description:
				'WooCommerce shows it once, when <a href="https://woocommerce.com/document/woocommerce-rest-api/" target="_blank">the key is made</a>. It begins with cs_. If it is lost, make a new key.',
		},
	];

	/** A password over https; a signature (OAuth 1.0a) over plain http, where WooCommerce takes no password. */
	async authenticate(
		given: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const credentials = credentialsSchema.safeParse(given);
		if (!credentials.success) throw new Error(credentials.error.issues[0]?.message);
		const baseURL =
			request.baseURL === given.storeUrl ? credentials.data.storeUrl : request.baseURL;
		const { origin, pathname, searchParams } = new URL(`${baseURL ?? ''}${request.url}`);
		const authorised = {
			...request,
			...(baseURL === undefined ? {} : { baseURL }),
			disableFollowRedirect: true,
		};
		if (origin.startsWith('https:')) {
			const authorization = basicHeader(credentials.data);
			return { ...authorised, headers: { ...request.headers, authorization } };
		}
		const query = { ...Object.fromEntries(searchParams), ...textsOf(request.qs ?? {}) };
		const url = origin + pathname;
		return {
			...authorised,
			url: request.url.replace(/\?.*$/, ''),
			qs: signedQuery({ method: request.method ?? 'GET', url, query }, credentials.data, {
				now: new Date(),
				nonce: randomBytes(16).toString('hex'),
			}),
		};
	}
}

const textsOf = (query: object): Record<string, string> =>
	Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
