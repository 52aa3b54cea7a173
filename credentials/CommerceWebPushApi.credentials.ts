import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The VAPID pair that notifications are signed with. Tested by the Commerce Send Push node. */
export class CommerceWebPushApi implements ICredentialType {
	name = 'commerceWebPushApi';

	displayName = 'Commerce Web Push API';

	icon: Icon = {
		light: 'file:../icons/commerceWebPush.svg',
		dark: 'file:../icons/commerceWebPush.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/web-push.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. mailto:you@example.com',
			description:
				'Where push services can reach you <a href="https://www.rfc-editor.org/rfc/rfc8292#section-2.1" target="_blank">when something is wrong</a>: mailto: and an e-mail address of yours, or the address of a page that starts with https://',
		},
		{
			displayName: 'Public Key',
			name: 'publicKey',
			type: 'string',
			required: true,
			default: '',
			description:
				'The public key of a VAPID pair. <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/web-push.md#setting-it-up" target="_blank">Make a pair</a> in the console, under People, and copy both keys from there. The page of your shop uses the same one: with another, everybody has to subscribe again.',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'The private key of the same pair, shown <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/web-push.md#setting-it-up" target="_blank">in the console</a> beside the public one. It stays in n8n.',
		},
		{
			displayName: 'Customer Signature Secret',
			name: 'customerSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for notifications to single customers: any long random text, which the server of your shop has too. With it <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/web-push.md#notifications-for-one-customer" target="_blank">the shop signs who is logged in</a>.',
		},
	];
}
