import type { INodeProperties } from 'n8n-workflow';
import { sendForRealOption } from '../shared/manualRun.ts';
import { testRecipientOption } from '../shared/testReceivers.ts';

/** What a merchant rarely has to change. */
export const emailOptions: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'BCC',
				name: 'bcc',
				type: 'string',
				default: '',
				placeholder: 'e.g. archive@example.com',
				description: 'Gets a copy that the other recipients do not see',
			},
			{
				displayName: 'CC',
				name: 'cc',
				type: 'string',
				default: '',
				placeholder: 'e.g. team@example.com',
				description: 'Gets a copy that the other recipients see',
			},
			{
				displayName: 'From Email',
				name: 'fromEmail',
				type: 'string',
				default: '',
				placeholder: 'e.g. orders@example.com',
				description: 'Instead of the address in the SMTP credential',
			},
			{
				displayName: 'From Name',
				name: 'fromName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Fjord & Falke',
				description: 'Instead of the name in the SMTP credential',
			},
			{
				displayName: 'HTML Is Ready-Made',
				name: 'htmlIsReady',
				type: 'boolean',
				default: false,
				description:
					'Whether a single expression under "HTML" gives HTML that was made elsewhere, as by an HTML node, and is taken as it is. When off, its value is escaped like all others.',
				displayOptions: { show: { '@version': [{ _cnd: { gte: 2 } }] } },
			},
			{
				displayName: 'Locale',
				name: 'locale',
				type: 'string',
				default: 'en-US',
				placeholder: 'e.g. de-DE',
				description: 'How amounts and dates are written',
			},
			{
				displayName: 'Message',
				name: 'message',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. Enjoy 10 % off your next order with THANKS10',
				description: 'A paragraph of your own that is put into the built-in templates. Plain text.',
			},
			{
				displayName: 'Preview Only',
				name: 'previewOnly',
				type: 'boolean',
				default: false,
				description: 'Whether to put subject, HTML and text into the output and send nothing',
			},
			{
				displayName: 'Reply To',
				name: 'replyTo',
				type: 'string',
				default: '',
				placeholder: 'e.g. support@example.com',
				description: 'Where answers go',
			},
			{
				displayName: 'Send Again Even if Already Sent',
				name: 'sendAgain',
				type: 'boolean',
				default: false,
				description:
					'Whether to send although this node has already sent this e-mail for the same event. Otherwise a run that is repeated does not send twice.',
			},
			sendForRealOption,
			{
				displayName: 'Shop Name',
				name: 'shopName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Fjord & Falke',
				description: 'Shown at the top of the e-mail, instead of the name of the integration',
			},
			testRecipientOption,
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description: 'For dates and times in the e-mail, instead of the time zone of the workflow',
			},
		],
	},
];
