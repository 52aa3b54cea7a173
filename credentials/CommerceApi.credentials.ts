import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** Who may call the REST API, and how the REST API reaches n8n. */
export class CommerceApi implements ICredentialType {
	name = 'commerceApi';

	displayName = 'Commerce API';

	icon: Icon = {
		light: 'file:../icons/commerceApi.svg',
		dark: 'file:../icons/commerceApi.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Any long random text, 16 characters at least. Callers send it as "Authorization: Bearer …".',
		},
		{
			displayName: 'n8n URL',
			name: 'n8nUrl',
			type: 'string',
			required: true,
			default: 'http://localhost:5678',
			description: 'Where this n8n can be reached from the machine that it runs on',
		},
		{
			displayName: 'n8n API Key',
			name: 'n8nApiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'A key made in n8n under Settings > n8n API. The REST API makes credentials and workflows with it, in the name of its owner.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-N8N-API-KEY': '={{$credentials.n8nApiKey.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.n8nUrl.trim().replace(/\\/+$/, "")}}',
			url: '/api/v1/workflows',
			qs: { limit: 1 },
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'n8n does not accept this n8n API key.' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'This n8n API key lacks the scope "workflow:list".',
				},
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: 'There is no n8n with its public API at this n8n URL.' },
			},
		],
	};
}
