import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The VAPID pair that notifications are signed with. Tested by the Commerce Send Push node. */
export class CommerceWebPushApi implements ICredentialType {
	name = 'commerceWebPushApi';

	displayName = 'Commerce Web Push API';

	icon: Icon = {
		light: 'file:../icons/commerceWebPush.svg',
		dark: 'file:../icons/commerceWebPush.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. mailto:you@example.com',
			description:
				'Where push services can reach you: mailto: and an e-mail address, or the address of a page that starts with https://',
		},
		{
			displayName: 'Public Key',
			name: 'publicKey',
			type: 'string',
			required: true,
			default: '',
			description:
				'The public key of a VAPID pair, which the console makes under People. The page of your shop uses the same one: with another, everybody has to subscribe again.',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The private key of the same pair',
		},
		{
			displayName: 'Customer Signature Secret',
			name: 'customerSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Only for notifications to single customers: any long random text, which your shop's server has too. With it the shop signs who is logged in.",
		},
	];
}
