import type { INodeProperties } from 'n8n-workflow';

/** The node's form. */
export const apiProperties: INodeProperties[] = [
	{
		displayName:
			'Publish the workflow to switch the API on. Its address is that of your webhooks, then <code>/commerce/api</code>; open <code>…/webhook/commerce/api/health</code> in a browser to see whether it works. The documentation shows a request for everything it can do.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Options',
		name: 'apiOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allowed Origins (CORS)',
				name: 'allowedOrigins',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://shop.example.com',
				description:
					'Whose pages may save push subscriptions, separated by commas. The addresses of your connected stores always may.',
			},
			{
				displayName: 'Further Push Services',
				name: 'furtherServices',
				type: 'string',
				default: '',
				placeholder: 'e.g. push.example.com',
				description:
					'Hosts that browsers may be reached at, separated by commas, beside the push services of Google, Mozilla, Apple and Microsoft',
			},
		],
	},
	{
		displayName: 'Binary Data',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
];
