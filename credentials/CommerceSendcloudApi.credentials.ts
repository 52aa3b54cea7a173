import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { basicHeader } from '../engine/providers/sendcloud/client.ts';
import { PANEL_URL } from '../engine/providers/sendcloud/credentials.ts';

/** The keys of one integration in Sendcloud. Tested by the nodes that take them. */
export class CommerceSendcloudApi implements ICredentialType {
	name = 'commerceSendcloudApi';

	displayName = 'Commerce – Sendcloud API';

	icon: Icon = {
		light: 'file:../icons/commerceSendcloud.svg',
		dark: 'file:../icons/commerceSendcloud.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#sendcloud';

	properties: INodeProperties[] = [
		{
			displayName: 'Public Key',
			name: 'publicKey',
			type: 'string',
			required: true,
			default: '',
			description:
				'Sendcloud shows it under <a href="https://app.sendcloud.com/v2/settings/integrations/manage" target="_blank">Settings &gt; Integrations</a> at your integration. If there is none yet, connect "Sendcloud API" there.',
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Stands beside the public key, at <a href="https://app.sendcloud.com/v2/settings/integrations/manage" target="_blank">the same integration</a>',
		},
		{
			displayName: 'Webhook Signature Key',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'What Sendcloud signs its messages with, where the settings of your integration show such a key. Empty: the secret key.',
		},
		{
			displayName: 'Panel URL',
			name: 'panelUrl',
			// n8n's API takes no hidden field.
			type: 'string',
			default: PANEL_URL,
			description: 'Leave it as it is: Sendcloud has one address for all accounts',
		},
	];

	/** For requests that a person draws: n8n would take the keys along to wherever they are sent on to. */
	async authenticate(
		{ publicKey, secretKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authorization = basicHeader({
			publicKey: String(publicKey ?? '').trim(),
			secretKey: String(secretKey ?? '').trim(),
		});
		const headers = { ...request.headers, authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
