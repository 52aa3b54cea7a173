import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** A shop that follows docs/generic-store.md. */
export class CommerceGenericStoreApi implements ICredentialType {
	name = 'commerceGenericStoreApi';

	displayName = 'Commerce Generic Store API';

	icon: Icon = {
		light: 'file:../icons/commerceGenericStore.svg',
		dark: 'file:../icons/commerceGenericStore.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/generic-store.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Store URL',
			name: 'storeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://shop.example/api',
			description: "The address of the shop's API: /health must be below it",
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'What n8n shows to the shop when it asks for something',
		},
		{
			displayName: 'Signing Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'whsec_…',
			description: 'What the shop signs its messages to n8n with',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{($credentials.storeUrl.includes("://") ? "" : "https://") + $credentials.storeUrl.trim().replace(/\\/+$/, "")}}',
			url: '/health',
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'The shop does not accept the API key.' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no /health below this store URL. Is it the address of the API?',
				},
			},
		],
	};
}
