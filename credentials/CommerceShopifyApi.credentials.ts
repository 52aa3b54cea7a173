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

	displayName = 'Commerce Shopify API';

	icon: Icon = {
		light: 'file:../icons/commerceShopify.svg',
		dark: 'file:../icons/commerceShopify.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#readme';

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
				'The name that the shop has at Shopify, not a domain of your own. You find it in Shopify under Settings &gt; Domains.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			default: 'clientCredentials',
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
				'The app needs the access scopes read_orders, read_fulfillments, read_customers and read_products. To change orders from n8n: also write_orders and write_merchant_managed_fulfillment_orders.',
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
				'In the Dev Dashboard under your app &gt; Settings. The app must be installed on the shop.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['clientCredentials'] } },
			description: 'Beside the client ID. Shopify also signs its webhooks with it.',
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
			description: 'Shopify shows it once, when the app is installed',
		},
		{
			displayName: 'API Secret Key',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authentication: ['adminToken'] } },
			description: 'Of the same app, under API credentials. Shopify signs its webhooks with it.',
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
