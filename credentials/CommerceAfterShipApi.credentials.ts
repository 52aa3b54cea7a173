import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_URL } from '../engine/providers/aftership/credentials.ts';

/** The key of an AfterShip account, and what its messages are signed with. Tested by the nodes that take them. */
export class CommerceAfterShipApi implements ICredentialType {
	name = 'commerceAfterShipApi';

	displayName = 'Commerce – AfterShip API';

	icon: Icon = {
		light: 'file:../icons/commerceAfterShip.svg',
		dark: 'file:../icons/commerceAfterShip.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#aftership';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'AfterShip makes one under <a href="https://www.aftership.com/docs/tracking/quickstart/api-quick-start" target="_blank">Settings &gt; API keys</a>. It has to be of the type "API key".',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'What AfterShip signs its messages with. It stands under <a href="https://www.aftership.com/docs/tracking/webhook/webhook-signature" target="_blank">Settings &gt; Notifications &gt; Webhooks</a>.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			// n8n's API takes no hidden field.
			type: 'string',
			default: API_URL,
			description: 'Leave it as it is: AfterShip has one address for all accounts',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...request.headers, 'as-api-key': String(apiKey ?? '').trim() };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
