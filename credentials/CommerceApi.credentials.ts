import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

// Lint looks for "testedBy" in the node's own file; this node's versions are in CommerceApiVersion.ts.
/* eslint-disable @n8n/community-nodes/credential-test-required */

/** Who may call the REST API, and how the REST API reaches n8n. Tested by the Commerce API node. */
export class CommerceApi implements ICredentialType {
	name = 'commerceApi';

	displayName = 'Commerce API';

	icon: Icon = {
		light: 'file:../icons/commerceApi.svg',
		dark: 'file:../icons/commerceApi.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/rest-api.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Any long random text that you make up, 16 characters at least. With it you sign in to the console, and your programs <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/rest-api.md#setting-it-up" target="_blank">call the API</a>.',
		},
		{
			displayName: 'n8n URL',
			name: 'n8nUrl',
			type: 'string',
			required: true,
			default: 'http://localhost:5678',
			description:
				'Where this n8n can be reached from the machine that it runs on: on most installations <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/rest-api.md#setting-it-up" target="_blank">http://localhost:5678</a>.',
		},
		{
			displayName: 'n8n API Key',
			name: 'n8nApiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Make it in n8n under <a href="https://docs.n8n.io/api/authentication" target="_blank">Settings &gt; n8n API</a>. The REST API makes credentials and workflows with it, in the name of its owner.',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever it is sent on to. */
	async authenticate(
		given: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const key = String(given.n8nApiKey ?? '').trim();
		const headers = { ...request.headers, 'X-N8N-API-KEY': key };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
