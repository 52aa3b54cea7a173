import type { INodeProperties } from 'n8n-workflow';
import { shopLanguageOption } from '../shared/languageProperties.ts';
import { MEANWHILE } from '../../engine/messages/email/meanwhile.ts';
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
				displayName: 'Allow Private Addresses',
				name: 'allowPrivateAddresses',
				type: 'boolean',
				default: false,
				description:
					'Whether "Attachment URLs" may lead to this server and to servers in your own network. Addresses at which clouds hand out keys are never asked.',
			},
			{
				displayName: 'Attachment URLs',
				name: 'attachmentUrls',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ order.attributes.invoice_url }}',
				description:
					'Addresses of files, such as an invoice in your shop, with a comma and a space between. Each is fetched when the e-mail is sent; an empty one is left out. Values that you put into an address are made safe for it.',
			},
			{
				displayName: 'Attachments',
				name: 'attachments',
				type: 'string',
				default: '',
				placeholder: 'e.g. data, invoice',
				description:
					'Names of files (binary fields) that the item has from a node before, with commas between',
			},
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
			shopLanguageOption(3),
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
				displayName: 'Message',
				name: 'message',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. Enjoy 10 % off your next order with THANKS10',
				description: 'A paragraph of your own that is put into the built-in templates. Plain text.',
			},
			{
				displayName: 'Once per Order',
				name: 'oncePerOrder',
				type: 'boolean',
				default: false,
				description:
					'Whether an order gets this e-mail once, also where it has several parcels or the event comes again',
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
				displayName: 'Show Built-in Wording',
				name: 'showWording',
				type: 'boolean',
				default: false,
				description:
					'Whether to put what the template says into the output, with its variables, and send nothing: copy a part of it into "Own Wording" and change it there',
			},
			{
				displayName: 'Skip If Meanwhile',
				name: 'skipIfMeanwhile',
				type: 'multiOptions',
				default: [],
				description:
					'What makes this mail pointless if it has happened since the event, as far as the shop has told: for a mail after a Wait node',
				options: Object.entries(MEANWHILE).map(([value, name]) => ({ name, value })),
			},
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
