import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { redirectTarget } from '../engine/providers/answerError.ts';
import { credentialsSchema } from '../engine/providers/shopify/credentials.ts';

/** A Shopify shop, and the app in it that n8n works through. Tested by the nodes that take it. */
export class CommerceShopifyApi implements ICredentialType {
	name = 'commerceShopifyApi';

	displayName = 'Commerce – Shopify API';

	icon: Icon = {
		light: 'file:../icons/commerceShopify.svg',
		dark: 'file:../icons/commerceShopify.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#keys-of-your-store';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Store URL',
			name: 'storeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. my-shop.myshopify.com',
			description:
				'The name that the shop has at Shopify, which ends in .myshopify.com: not a domain of your own. You find it in Shopify under <a href="https://help.shopify.com/en/manual/domains" target="_blank">Settings &gt; Domains</a>.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			default: 'clientCredentials',
			description: 'Which keys the app has that you have made for n8n in Shopify',
			options: [
				{
					name: 'Client ID and Secret',
					value: 'clientCredentials',
					description: 'Of an app made in the Dev Dashboard. For all apps since 2026.',
				},
				{
					name: 'Admin API Access Token',
					value: 'adminToken',
					description: 'Of a custom app made in the Shopify admin before 2026',
				},
			],
		},
		{
			displayName:
				'The app needs the <a href="https://shopify.dev/docs/api/usage/access-scopes" target="_blank">access scopes</a> read_orders, read_fulfillments, read_customers and read_products. To change orders from n8n: also write_orders, write_fulfillments and write_merchant_managed_fulfillment_orders.',
			name: 'scopesNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['clientCredentials'] } },
			description:
				'In the Dev Dashboard under your app &gt; Settings (<a href="https://shopify.dev/docs/apps/build/dev-dashboard/get-api-access-tokens" target="_blank">step by step</a>). The app must be installed in the shop.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['clientCredentials'] } },
			description:
				'Beside the client ID, <a href="https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets" target="_blank">in the Dev Dashboard</a>. Shopify also signs its webhooks with it.',
		},
		{
			displayName: 'Admin API Access Token',
			name: 'adminToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'shpat_…',
			displayOptions: { show: { authentication: ['adminToken'] } },
			description:
				'Shopify shows it once, when <a href="https://help.shopify.com/en/manual/apps/app-types/custom-apps" target="_blank">the custom app</a> is installed. It begins with shpat_.',
		},
		{
			displayName: 'API Secret Key',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['adminToken'] } },
			description:
				'Of the same <a href="https://help.shopify.com/en/manual/apps/app-types/custom-apps" target="_blank">custom app</a>, in its tab API credentials. Shopify signs its webhooks with it.',
		},
	];

	/** Fetches an access token for the client ID and secret; n8n keeps it until Shopify refuses it. */
	async preAuthentication(
		this: IHttpRequestHelper,
		given: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const credentials = parsed(given);
		if (credentials.authentication === 'adminToken') return {};
		const { storeUrl, clientId, clientSecret } = credentials;
		const answer = (await this.helpers
			.httpRequest({
				method: 'POST',
				url: `${storeUrl}/admin/oauth/access_token`,
				headers: {
					'content-type': 'application/x-www-form-urlencoded',
					accept: 'application/json',
				},
				body: new URLSearchParams({
					grant_type: 'client_credentials',
					client_id: clientId,
					client_secret: clientSecret,
				}).toString(),
				disableFollowRedirect: true,
			})
			.catch((error: unknown) => {
				throw sentOn(error, storeUrl) ?? error;
			})) as { access_token: string };
		return { accessToken: answer.access_token };
	}

	async authenticate(
		given: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const credentials = parsed(given);
		const token =
			credentials.authentication === 'adminToken' ? credentials.adminToken : given.accessToken;
		return {
			...request,
			...(request.baseURL === given.storeUrl ? { baseURL: credentials.storeUrl } : {}),
			headers: { ...request.headers, 'X-Shopify-Access-Token': String(token ?? '') },
			disableFollowRedirect: true,
		};
	}
}

function parsed(given: ICredentialDataDecryptedObject) {
	const credentials = credentialsSchema.safeParse(given);
	if (credentials.success) return credentials.data;
	throw new Error(credentials.error.issues[0]?.message);
}

/** What it means that the shop answered with a redirect: the secret does not go there. */
function sentOn(error: unknown, storeUrl: string): Error | null {
	const { response } = (error ?? {}) as {
		response?: { status?: number; headers?: Record<string, string | undefined> };
	};
	if (!response?.status || response.status < 300 || response.status > 399) return null;
	return new Error(
		`${storeUrl} sends calls on to ${redirectTarget(response.headers?.location, storeUrl)}, and the client secret does not go there. Enter the address that the shop really has as store URL.`,
	);
}
