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
