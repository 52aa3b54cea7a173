import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** The key of a shop that runs on Sample Cart. Tested by the nodes that take it. */
export class CommerceSamplecartApi implements ICredentialType {
	name = 'commerceSamplecartApi';

	displayName = 'Commerce – Sample Cart API';

	icon: Icon = {
		light: 'file:../icons/commerceSamplecart.svg',
		dark: 'file:../icons/commerceSamplecart.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/samplecart.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Store URL',
			name: 'storeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://shop.example',
			description:
				'The address of the shop, as <a href="https://samplecart.example/docs/shop-address" target="_blank">Sample Cart explains it</a>',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In Sample Cart under <a href="https://samplecart.example/docs/api-keys" target="_blank">Settings &gt; API</a>',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...request.headers, authorization: `Bearer ${String(apiKey ?? '').trim()}` };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
