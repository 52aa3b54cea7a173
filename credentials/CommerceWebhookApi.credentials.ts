import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** What a receiver knows our webhooks by. Tested by the Commerce Call Webhook node. */
export class CommerceWebhookApi implements ICredentialType {
	name = 'commerceWebhookApi';

	displayName = 'Commerce Webhook API';

	icon: Icon = {
		light: 'file:../icons/commerceCallWebhook.svg',
		dark: 'file:../icons/commerceCallWebhook.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce#the-nodes';

	properties: INodeProperties[] = [
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'whsec_…',
			description:
				'What webhooks are signed with, as <a href="https://www.standardwebhooks.com" target="_blank">Standard Webhooks</a> has it: by it the receiver knows that they come from you. The receiver makes it, or you make up a long random text and enter it there too. Two, separated by a space, while you change it.',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Authorization',
			description: 'A header that the receiver wants for authentication, if it wants one',
		},
		{
			displayName: 'Header Value',
			name: 'headerSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. Bearer …',
			description: 'What the receiver wants in it: whoever runs it tells you',
		},
		{
			displayName: 'More Headers',
			name: 'moreHeaderSecrets',
			type: 'string',
			typeOptions: { password: true, rows: 3 },
			default: '',
			placeholder: 'e.g. X-Api-Key: …',
			description:
				'Further headers with keys, if the receiver wants several: each as Name: value, in a line of its own',
		},
	];
}
