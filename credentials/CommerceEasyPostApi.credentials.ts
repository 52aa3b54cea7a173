import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { basicHeader } from '../engine/providers/easypost/client.ts';
import { API_URL } from '../engine/providers/easypost/credentials.ts';

/** The key of one account at EasyPost, for tests or for production. Tested by the nodes that take it. */
export class CommerceEasyPostApi implements ICredentialType {
	name = 'commerceEasyPostApi';

	displayName = 'Commerce – EasyPost API';

	icon: Icon = {
		light: 'file:../icons/commerceEasyPost.svg',
		dark: 'file:../icons/commerceEasyPost.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#easypost';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'EasyPost shows it under <a href="https://www.easypost.com/account/api-keys" target="_blank">Account Settings &gt; API Keys</a>. The production key follows real parcels, the test key only EasyPost\'s own test numbers.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			// n8n's API takes no hidden field.
			type: 'string',
			default: API_URL,
			description: 'Leave it as it is: EasyPost has one address for all accounts',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authorization = basicHeader({ apiKey: String(apiKey ?? '').trim() });
		const headers = { ...request.headers, authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
