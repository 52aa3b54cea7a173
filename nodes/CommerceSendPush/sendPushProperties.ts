import type { INodeProperties } from 'n8n-workflow';
import { languageProperty } from '../shared/languageProperties.ts';
import { saveSubscriptionFields } from './saveSubscriptionFields.ts';
import { sendPushOptions } from './sendPushOptions.ts';

/** The version that knows what to say of an event, and in which language. */
const SINCE_LANGUAGES = [{ _cnd: { gte: 4 } }];

const OWN_TEXT: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Your order {{ mail.orderNumber }} has arrived',
		description: 'Drag a field from the left to where its value should stand',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. {{ mail.statusSentence }}',
		description: 'A sentence or two: most systems show some 120 characters',
	},
];

const sendFields: INodeProperties[] = [
	{
		displayName: 'Send To',
		name: 'audience',
		type: 'options',
		options: [
			{
				name: 'Customer',
				value: 'customer',
				description:
					"The browsers in which the event's customer was logged in and asked for notifications",
			},
			{
				name: 'Everybody',
				value: 'everybody',
				description: "Every browser that asked for notifications in the event's store",
			},
			{
				name: 'Given Subscriptions',
				value: 'endpoints',
				description: 'Subscriptions that you keep elsewhere and give here',
			},
		],
		default: 'customer',
	},
	{
		displayName: 'Subscriptions',
		name: 'subscriptions',
		type: 'json',
		required: true,
		default: '[]',
		description:
			'One or a list, as the browser gives them: {"endpoint": "https://…", "keys": {"p256dh": "…", "auth": "…"}}',
		displayOptions: { show: { audience: ['endpoints'] } },
	},
	{
		displayName: 'Text',
		name: 'content',
		type: 'options',
		options: [
			{
				name: 'Fitting the Event',
				value: 'fitting',
				description:
					'The built-in text that belongs to what has happened, with the link to follow the parcel or to look at the order',
			},
			{ name: 'Own Text', value: 'own', description: 'A title and a body that you write' },
		],
		default: 'fitting',
		description: 'What the notification says',
		displayOptions: { show: { '@version': SINCE_LANGUAGES } },
	},
	...OWN_TEXT.map((field) => ({ ...field, displayOptions: { show: { '@version': [1, 2, 3] } } })),
	...OWN_TEXT.map((field) => ({
		...field,
		displayOptions: { show: { '@version': SINCE_LANGUAGES, content: ['own'] } },
	})),
	languageProperty(4),
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ mail.trackingUrl }}',
		description:
			'What a click on the notification opens: a web address, or a path of your shop such as /orders. Left empty, a built-in text opens the link that fits the event, an own one the front page of the shop.',
	},
	{
		displayName: 'Icon URL',
		name: 'icon',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://shop.example.com/icon.png',
		description: 'A square picture beside the text, of at least 192 by 192 pixels',
	},
	{
		displayName: 'Buttons',
		name: 'actions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Button',
		default: {},
		description:
			'Buttons below the text. Chrome and Edge show the first two, others may show none.',
		options: [
			{
				displayName: 'Button',
				name: 'action',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. Track the parcel',
					},
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						default: '',
						description: 'What the button opens. Left empty, the URL of the notification.',
					},
				],
			},
		],
	},
	...sendPushOptions,
];

/** The node's form. */
export const sendPushProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'send',
		options: [
			{
				name: 'Save Subscription',
				value: 'save',
				action: 'Save a subscription',
				description: "Keep a browser's subscription, so that notifications can be sent to it",
			},
			{
				name: 'Send Notification',
				value: 'send',
				action: 'Send a notification',
				description: 'Send a notification to browsers that asked for it',
			},
		],
	},
	...sendFields.map((field) => ({
		...field,
		displayOptions: { show: { operation: ['send'], ...field.displayOptions?.show } },
	})),
	...saveSubscriptionFields,
];
