import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** A shop that follows docs/generic-store.md. Tested by the nodes that take it. */
export class CommerceGenericStoreApi implements ICredentialType {
	name = 'commerceGenericStoreApi';

	displayName = 'Commerce – Generic Store API';

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
			description:
				'The address of the interface that your shop system has for n8n. Whoever has built it tells you, as in <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/generic-store.md#what-you-need-at-least" target="_blank">the contract</a>; /health is below it.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'What n8n shows to the shop when it asks for something. <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/generic-store.md#what-you-need-at-least" target="_blank">Your shop system</a> makes it and tells you.',
		},
		{
			displayName: 'Signing Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'whsec_…',
			description:
				'What the shop signs its messages to n8n with. <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/generic-store.md#signature" target="_blank">Your shop system</a> makes it and tells you; it begins with whsec_.',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever it is sent on to. */
	async authenticate(
		given: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authorization = `Bearer ${String(given.apiKey ?? '').trim()}`;
		const headers = { ...request.headers, Authorization: authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
