import type { INodeProperties } from 'n8n-workflow';
import { languageProperty } from '../shared/languageProperties.ts';
import { emailOptions } from './emailOptions.ts';
import { fittingOption, templateOptions } from './templateOptions.ts';

const HTML_HINT =
	'Drag a field from the left to where its value should stand, or write {{ order.number }}. A paragraph or two is enough: the frame with the shop name is put around it, unless it is a whole HTML document.';

/** Subject, HTML and text: at the top level for a custom e-mail, in a collection for a built-in one. */
const SUBJECT: INodeProperties = {
	displayName: 'Subject',
	name: 'subject',
	type: 'string',
	default: '',
	placeholder: 'e.g. News about your order {{ order.number }}',
	description: 'Drag a field from the left to where its value should stand',
};
const HTML: INodeProperties = {
	displayName: 'HTML',
	name: 'html',
	type: 'string',
	typeOptions: { rows: 10 },
	default: '',
	description: HTML_HINT,
};
/** In version 1, n8n's HTML editor puts expressions into a field that is not in expression mode. */
const HTML_OF_VERSION_1: INodeProperties = {
	...HTML,
	typeOptions: { editor: 'htmlEditor', rows: 10 },
};
const TEXT: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	description:
		'For readers whose mail program shows no HTML. Left empty, it is made from the HTML.',
};

const TEMPLATE: INodeProperties = {
	displayName: 'Template',
	name: 'template',
	type: 'options',
	default: '',
	description: 'What the e-mail says and looks like',
};

const CUSTOM = { show: { template: ['custom'] } };

/** The node's form. */
export const sendEmailProperties: INodeProperties[] = [
	{
		displayName: 'Send To',
		name: 'recipient',
		type: 'options',
		options: [
			{
				name: 'Customer',
				value: 'customer',
				description: 'The customer of the order, shipment or account that the event is about',
			},
			{
				name: 'Addresses',
				value: 'addresses',
				description: 'Addresses that you enter here, such as your team',
			},
		],
		default: 'customer',
	},
	{
		displayName: 'Addresses',
		name: 'addresses',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. team@example.com, Anna <anna@example.com>',
		description: 'One or more e-mail addresses, separated by commas',
		displayOptions: { show: { recipient: ['addresses'] } },
	},
	{
		...TEMPLATE,
		options: templateOptions,
		default: 'order_confirmation',
		displayOptions: { show: { '@version': [1, 2] } },
	},
	{
		...TEMPLATE,
		options: [fittingOption, ...templateOptions],
		default: 'fitting',
		displayOptions: { show: { '@version': [{ _cnd: { gte: 3 } }] } },
	},
	languageProperty(3),
	{ ...SUBJECT, required: true, displayOptions: CUSTOM },
	{ ...HTML_OF_VERSION_1, displayOptions: { show: { ...CUSTOM.show, '@version': [1] } } },
	{ ...HTML, displayOptions: { show: { ...CUSTOM.show, '@version': [{ _cnd: { gte: 2 } }] } } },
	{ ...TEXT, displayOptions: CUSTOM },
	{
		displayName: 'Own Wording',
		name: 'overrides',
		type: 'collection',
		placeholder: 'Change a part',
		default: {},
		description: 'Replaces a part of the template. What is not changed stays as it is.',
		displayOptions: { hide: { template: ['custom'] } },
		options: [HTML, SUBJECT, TEXT],
	},
	...emailOptions,
];
