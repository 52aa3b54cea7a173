import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { authorizationOf } from '../engine/providers/shippo/client.ts';
import { API_URL } from '../engine/providers/shippo/credentials.ts';

/** The token of one account at Shippo, for tests or live. Tested by the nodes that take it. */
export class CommerceShippoApi implements ICredentialType {
	name = 'commerceShippoApi';

	displayName = 'Commerce – Shippo API';

	icon: Icon = {
		light: 'file:../icons/commerceShippo.svg',
		dark: 'file:../icons/commerceShippo.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#shippo';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Shippo shows it under <a href="https://apps.goshippo.com/settings/api" target="_blank">Settings &gt; API</a>. The live token follows real parcels, the test token only Shippo\'s own test numbers.',
		},
		{
			displayName: 'HMAC Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only if Shippo signs its messages for your account, which it does on request. Empty: messages are known by a token in their address.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			// n8n's API takes no hidden field.
			type: 'string',
			default: API_URL,
			description: 'Leave it as it is: Shippo has one address for all accounts',
		},
	];

	/** For requests that a person draws: n8n would take the token along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authorization = authorizationOf(String(apiKey ?? '').trim());
		const headers = { ...request.headers, authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
