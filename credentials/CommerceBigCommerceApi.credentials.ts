import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** A store-level API account of BigCommerce. Tested by the nodes that take it. */
export class CommerceBigCommerceApi implements ICredentialType {
	name = 'commerceBigCommerceApi';

	displayName = 'Commerce – BigCommerce API';

	icon: Icon = {
		light: 'file:../icons/commerceBigCommerce.svg',
		dark: 'file:../icons/commerceBigCommerce.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/bigcommerce.md#keys';

	properties: INodeProperties[] = [
		{
			displayName:
				'In BigCommerce, open Settings &gt; Store-level API accounts, and create an account with the scopes <b>Orders: modify</b>, <b>Customers: read-only</b>, <b>Products: read-only</b> and <b>Information &amp; settings: read-only</b>. It shows all three values once; its file has them, too.',
			name: 'scopesNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Path',
			name: 'apiPath',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'https://api.bigcommerce.com/stores/abc123/v3/',
			description:
				'BigCommerce shows it when <a href="https://support.bigcommerce.com/s/article/Store-API-Accounts" target="_blank">the API account is made</a>',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'BigCommerce shows it once, when <a href="https://support.bigcommerce.com/s/article/Store-API-Accounts" target="_blank">the API account is made</a>. If it is lost, make a new account.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Of <a href="https://support.bigcommerce.com/s/article/Store-API-Accounts" target="_blank">the same API account</a>: BigCommerce signs its messages with it. The client ID is not needed.',
		},
	];

	/** For requests that a person draws: n8n would take the token along to wherever they are sent on to. */
	async authenticate(
		{ accessToken }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...request.headers, 'x-auth-token': String(accessToken ?? '').trim() };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
