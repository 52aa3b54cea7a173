import type { INodeProperties } from 'n8n-workflow';
import { webhookOptions } from './webhookOptions.ts';

/** The node's form. */
export const callWebhookProperties: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'PATCH', value: 'PATCH' },
			{ name: 'POST', value: 'POST' },
			{ name: 'PUT', value: 'PUT' },
		],
		default: 'POST',
		description: 'What the receiver wants. Nearly all want POST.',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/hooks/orders',
		description:
			'The address to call. Values that you drag into it are made safe for a path: a slash in them does not lead elsewhere.',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Event',
				value: 'event',
				description: 'The event as the trigger emitted it: its type, its time and all its data',
			},
			{ name: 'Own JSON', value: 'json', description: 'JSON that you write' },
		],
		default: 'event',
		description: 'What is sent',
	},
	{
		displayName: 'JSON',
		name: 'json',
		type: 'string',
		typeOptions: { rows: 8 },
		required: true,
		default: '{\n\t"order": "{{ order.number }}",\n\t"total": {{ order.total | json }}\n}',
		description: 'Drag a field from the left into quotes. Quotes in values do no harm.',
		hint: 'A text stands in quotes: "{{ order.number }}". A number, a list or what may be missing is written without them: {{ order.lineItems | json }}',
		displayOptions: { show: { body: ['json'] } },
	},
	{
		displayName: 'Headers',
		name: 'headers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add header',
		default: {},
		description:
			'Sent beside those that are always there. A header with a key, a token or a password belongs into the credential.',
		options: [
			{
				displayName: 'Header',
				name: 'header',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. X-Source',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	webhookOptions,
];
