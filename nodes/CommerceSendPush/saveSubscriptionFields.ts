import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['save'] };

export const saveSubscriptionFields: INodeProperties[] = [
	{
		displayName: 'Subscription',
		name: 'subscription',
		type: 'json',
		required: true,
		default: '={{ $json.body }}',
		description:
			'What the page sends: {"endpoint": "https://…", "keys": {"p256dh": "…", "auth": "…"}}, and the customer with the signature of your shop if there is one. After a Webhook node it is the body.',
		displayOptions: { show },
	},
	{
		displayName: 'Further Push Services',
		name: 'furtherServices',
		type: 'string',
		default: '',
		placeholder: 'e.g. push.example.com',
		description:
			'Push services that you trust beside those of Google, Mozilla, Apple and Microsoft, separated by commas',
		displayOptions: { show },
	},
];
