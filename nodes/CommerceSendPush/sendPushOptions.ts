import type { INodeProperties } from 'n8n-workflow';
import { shopLanguageOption } from '../shared/languageProperties.ts';
import { sendForRealOption } from '../shared/manualRun.ts';

/** What a merchant rarely has to change. */
export const sendPushOptions: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Concurrency',
				name: 'concurrency',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: 20,
				description: 'How many notifications are sent at the same time',
			},
			{
				displayName: 'Further Push Services',
				name: 'furtherServices',
				type: 'string',
				default: '',
				placeholder: 'e.g. push.example.com, http://10.0.0.5:8090',
				description:
					'Push services that you trust beside those of Google, Mozilla, Apple and Microsoft, separated by commas. To any other address nothing is sent.',
			},
			shopLanguageOption(4),
			{
				displayName: 'Locale',
				name: 'locale',
				type: 'string',
				default: 'en-US',
				placeholder: 'e.g. de-DE',
				description:
					'How amounts and dates are written, instead of as the language and the country have it',
			},
			{
				displayName: 'Preview Only',
				name: 'previewOnly',
				type: 'boolean',
				default: false,
				description: 'Whether to put the notification into the output and send nothing',
			},
			{
				displayName: 'Send Again Even if Already Sent',
				name: 'sendAgain',
				type: 'boolean',
				default: false,
				description:
					'Whether to send although this node has already sent this notification for the same event. Otherwise a run that is repeated does not send twice.',
			},
			sendForRealOption,
			{
				displayName: 'Tag',
				name: 'tag',
				type: 'string',
				default: '',
				placeholder: 'e.g. order-{{ mail.orderNumber }}',
				description:
					'A notification replaces an earlier one with the same tag on the screen. Left empty, each event has its own.',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description: 'For dates and times in the texts, instead of the time zone of the workflow',
			},
			{
				displayName: 'Topic',
				name: 'topic',
				type: 'string',
				default: '',
				placeholder: 'e.g. order-status',
				description:
					'While a browser is offline, a notification replaces an earlier one of the same topic. At most 32 letters, digits, - and _.',
			},
			{
				displayName: 'TTL',
				name: 'ttl',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 2419200 },
				default: 86400,
				description:
					'For how many seconds the push service keeps the notification for a browser that is offline. 86400 is a day, 2419200 the most.',
			},
			{
				displayName: 'Urgency',
				name: 'urgency',
				type: 'options',
				options: [
					{
						name: 'High',
						value: 'high',
						description: 'Also when the battery is low: a call, a code',
					},
					{
						name: 'Low',
						value: 'low',
						description: 'When the phone is charging or on Wi-Fi',
					},
					{
						name: 'Normal',
						value: 'normal',
						description: 'When the phone is not saving power: an order, a message',
					},
					{
						name: 'Very Low',
						value: 'very-low',
						description: 'When the phone is charging and on Wi-Fi: an advertisement',
					},
				],
				default: 'normal',
				description: 'In what state of the phone the notification is to be shown',
			},
		],
	},
];
